using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Merging;

public sealed class MergerTests
{
    private static readonly Schema SchemaA = new("A", [new SchemaProperty("X", PropertyType.Text)]);
    private static readonly Schema SchemaB = new("B", [new SchemaProperty("Y", PropertyType.Text)]);

    public static TheoryData<string?, string?, string?, string> TwentySeven()
    {
        // base, A, B each one of: null, "p" (present), "q" (changed) – and what must follow
        var rows = new TheoryData<string?, string?, string?, string>();
        foreach (var agreed in new[] { null, "p", "q" })
        {
            foreach (var a in new[] { null, "p", "q" })
            {
                foreach (var b in new[] { null, "p", "q" }) rows.Add(agreed, a, b, Expected(agreed, a, b));
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(TwentySeven))]
    public void Each_of_the_twenty_seven_combinations_is_decided_by_the_table(string? agreed, string? a, string? b, string expected) =>
        Outcome(Merge(agreed, a, b, ConflictPolicy.AskPerson)).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(TwentySeven))]
    public void Swapping_the_sides_swaps_the_result(string? agreed, string? a, string? b, string expected) =>
        Outcome(Merge(agreed, b, a, ConflictPolicy.AskPerson)).ShouldBe(expected switch { "write B" => "write A", "write A" => "write B", _ => expected });

    [Theory]
    [InlineData(ConflictPolicy.AWins, "write B")]
    [InlineData(ConflictPolicy.BWins, "write A")]
    [InlineData(ConflictPolicy.AskPerson, "ask")]
    [InlineData(ConflictPolicy.LatestWins, "ask")]
    [InlineData(ConflictPolicy.KeepFilled, "ask")]
    public void A_policy_decides_or_asks(ConflictPolicy policy, string expected) => Outcome(Merge("p", "q", "r", policy)).ShouldBe(expected);

    [Theory]
    [InlineData(10, 0, "write B")]
    [InlineData(0, 10, "write A")]
    [InlineData(1, 0, "ask")]
    public void The_later_edit_wins_unless_the_times_are_too_close(int secondsA, int secondsB, string expected)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var outcome = Merge("p", "q", "r", ConflictPolicy.LatestWins, start.AddSeconds(secondsA), start.AddSeconds(secondsB));
        Outcome(outcome).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "b", "write A")]
    [InlineData("a", null, "write B")]
    [InlineData("same", "same", "agree")]
    [InlineData(null, "", "agree")]
    [InlineData("a", "b", "ask")]
    public void At_the_first_meeting_equal_adopts_and_a_blank_never_overwrites(string? a, string? b, string expected) =>
        Outcome(Mergers(ConflictPolicy.AskPerson, new PropertyRule { Id = "x~y", A = "X", B = "Y" }).Merge(new MergeInput(A(a), B(b), null, null, null, null))).ShouldBe(expected);

    [Theory]
    [InlineData(BlankRule.Clear, "write B")]
    [InlineData(BlankRule.Skip, "agree")]
    [InlineData(BlankRule.KeepOlder, "write A")]
    public void A_value_cleared_in_A_follows_the_blank_rule(BlankRule rule, string expected) =>
        Outcome(Mergers(ConflictPolicy.AskPerson, new PropertyRule { Id = "x~y", A = "X", B = "Y", BlankToB = rule }).Merge(new MergeInput(A(null), B("p"), A("p"), B("p"), null, null))).ShouldBe(expected);

    [Theory]
    [InlineData(RuleFlow.ToB, "q", "p", "write B")]
    [InlineData(RuleFlow.ToB, "p", "q", "agree")]
    [InlineData(RuleFlow.ToA, "p", "q", "write A")]
    [InlineData(RuleFlow.ToA, "q", "p", "agree")]
    [InlineData(RuleFlow.ToB, "q", "r", "write B")]
    public void A_row_that_goes_one_way_is_never_a_conflict(RuleFlow flow, string a, string b, string expected) =>
        Outcome(Mergers(ConflictPolicy.AskPerson, new PropertyRule { Id = "x~y", A = "X", B = "Y", Flow = flow }).Merge(new MergeInput(A(a), B(b), A("p"), B("p"), null, null))).ShouldBe(expected);

    [Fact]
    public void A_property_that_was_not_read_changes_nothing() =>
        Outcome(Mergers(ConflictPolicy.AskPerson, new PropertyRule { Id = "x~y", A = "X", B = "Y" }).Merge(new MergeInput(Record.Empty(SchemaA), B("q"), A("p"), B("p"), null, null))).ShouldBe("nothing");

    [Fact]
    public void A_value_that_the_target_rewrote_does_not_bounce_back() =>
        // B trimmed what it was sent; both are remembered in their own form, so neither side has changed.
        Outcome(Mergers(ConflictPolicy.AskPerson, new PropertyRule { Id = "x~y", A = "X", B = "Y" }).Merge(new MergeInput(A(" p "), B("p"), A(" p "), B("p"), null, null))).ShouldBe("nothing");

    private static Merged Merge(string? agreed, string? a, string? b, ConflictPolicy policy, DateTimeOffset? atA = null, DateTimeOffset? atB = null) =>
        Mergers(policy, new PropertyRule { Id = "x~y", A = "X", B = "Y" }).Merge(new MergeInput(A(a), B(b), A(agreed), B(agreed), atA, atB));

    private static Merger Mergers(ConflictPolicy policy, PropertyRule rule) => new(
        new PropertyMapper([new MappedRow(rule, SchemaA.Properties[0], SchemaB.Properties[0])]), new ReferenceBook(), new MergePolicies(_ => policy, policy));

    private static Record A(string? value) => Record.Of(SchemaA, null, KeyValuePair.Create("X", (object?)value));

    private static Record B(string? value) => Record.Of(SchemaB, null, KeyValuePair.Create("Y", (object?)value));

    private static string Outcome(Merged merged) => merged.Groups.Single().Outcome switch
    {
        GroupOutcome.Unchanged => "nothing",
        GroupOutcome.Agreed => "agree",
        GroupOutcome.Write { To: Side.A } => "write A",
        GroupOutcome.Write => "write B",
        GroupOutcome.Asks => "ask",
        _ => "wait",
    };

    private static string Expected(string? agreed, string? a, string? b) => (a == agreed, b == agreed) switch
    {
        (true, true) => "nothing",
        (false, true) => "write B",
        (true, false) => "write A",
        (false, false) => a == b ? "agree" : "ask",
    };
}
