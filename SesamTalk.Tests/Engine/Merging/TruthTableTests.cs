using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Merging;

/// <summary>
/// What becomes of one property, written down case by case. <c>-</c> is null, <c>e</c> the empty text, <c>?</c> a property that was
/// not read, and <c>p</c>, <c>q</c> values. An answer: <c>.</c> nothing, <c>=</c> agreed without a write, <c>&gt;</c> A's to B, <c>&lt;</c> B's to A, <c>!</c> a person is asked.
/// </summary>
public sealed class TruthTableTests
{
    private static readonly Schema SchemaA = new("A", [new SchemaProperty("X", PropertyType.Text)]);
    private static readonly Schema SchemaB = new("B", [new SchemaProperty("Y", PropertyType.Text)]);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Base, A and B, each null, as it was, or changed; then each policy: ask, later in A, later in B, too close, A, B, keep filled.</summary>
    private const string TwentySeven = """
        - - -   .   .   .   .   .   .   .
        - - p   <   <   <   <   <   <   <
        - - q   <   <   <   <   <   <   <
        - p -   >   >   >   >   >   >   >
        - p p   =   =   =   =   =   =   =
        - p q   !   >   <   !   >   <   !
        - q -   >   >   >   >   >   >   >
        - q p   !   >   <   !   >   <   !
        - q q   =   =   =   =   =   =   =
        p - -   =   =   =   =   =   =   =
        p - p   >   >   >   >   >   >   >
        p - q   !   >   <   !   >   <   <
        p p -   <   <   <   <   <   <   <
        p p p   .   .   .   .   .   .   .
        p p q   <   <   <   <   <   <   <
        p q -   !   >   <   !   >   <   >
        p q p   >   >   >   >   >   >   >
        p q q   =   =   =   =   =   =   =
        q - -   =   =   =   =   =   =   =
        q - p   !   >   <   !   >   <   <
        q - q   >   >   >   >   >   >   >
        q p -   !   >   <   !   >   <   >
        q p p   =   =   =   =   =   =   =
        q p q   >   >   >   >   >   >   >
        q q -   <   <   <   <   <   <   <
        q q p   <   <   <   <   <   <   <
        q q q   .   .   .   .   .   .   .
        """;

    /// <summary>A and B when they first meet; then each policy, as above. "Keep filled" fills blanks and leaves to each what both have.</summary>
    private const string FirstMeeting = """
        - -   =   =   =   =   =   =   =
        - e   =   =   =   =   =   =   =
        - p   <   <   <   <   <   <   <
        e -   =   =   =   =   =   =   =
        e e   =   =   =   =   =   =   =
        e p   <   <   <   <   <   <   <
        p -   >   >   >   >   >   >   >
        p e   >   >   >   >   >   >   >
        p p   =   =   =   =   =   =   =
        p q   !   >   <   !   >   <   =
        q p   !   >   <   !   >   <   =
        ? -   .   .   .   .   .   .   .
        ? p   .   .   .   .   .   .   .
        p ?   .   .   .   .   .   .   .
        """;

    /// <summary>Base, A and B with what is absent, null and empty; a person is asked about conflicts. Absent changes nothing, null and empty are two ways of being cleared.</summary>
    private const string Blanks = """
        - ? -   .
        p ? p   .
        p ? q   .
        p q ?   .
        p - p   >
        p e p   >
        p p -   <
        p p e   <
        p - e   =
        p e -   =
        p e e   =
        p e q   !
        p - q   !
        - e -   =
        e - e   =
        - - e   =
        e e -   =
        - e p   !
        e - p   !
        ? p p   =
        ? p q   !
        ? - p   <
        ? e p   <
        """;

    /// <summary>What was cleared: base, A and B; then clear, skip and keep older, for the way that the clearing goes.</summary>
    private const string Cleared = """
        p - p   >   =   <
        p e p   >   =   <
        p p -   <   =   >
        p p e   <   =   >
        p - -   =   =   =
        p e -   =   =   =
        p - q   !   !   !
        p q -   !   !   !
        - - p   <   <   <
        - p -   >   >   >
        """;

    private static readonly (ConflictPolicy Policy, int LaterInA)[] Policies =
    [
        (ConflictPolicy.AskPerson, 0), (ConflictPolicy.LatestWins, 60), (ConflictPolicy.LatestWins, -60), (ConflictPolicy.LatestWins, 1), (ConflictPolicy.AWins, 0), (ConflictPolicy.BWins, 0), (ConflictPolicy.KeepFilled, 0),
    ];

    [Fact]
    public void The_twenty_seven_combinations_of_base_A_and_B_come_to_what_each_policy_says()
    {
        Lines(TwentySeven).Count().ShouldBe(27);
        Compare(TwentySeven, line => Policies.Select(p => Outcome(Merge(line[1], line[2], line[0], line[0], p.Policy, ConflictPolicy.AskPerson, p.LaterInA))));
    }

    [Fact]
    public void The_same_table_holds_with_the_sides_swapped() => Compare(TwentySeven, line =>
        new[] { (ConflictPolicy.AskPerson, 0), (ConflictPolicy.LatestWins, -60), (ConflictPolicy.LatestWins, 60), (ConflictPolicy.LatestWins, -1), (ConflictPolicy.BWins, 0), (ConflictPolicy.AWins, 0), (ConflictPolicy.KeepFilled, 0) }
            .Select(p => Turned(Outcome(Merge(line[2], line[1], line[0], line[0], p.Item1, ConflictPolicy.AskPerson, p.Item2)))));

    [Fact]
    public void Two_that_meet_for_the_first_time_come_to_what_the_policy_of_the_first_meeting_says() =>
        Compare(FirstMeeting, line => Policies.Select(p => Outcome(Merge(line[0], line[1], "?", "?", ConflictPolicy.AskPerson, p.Policy, p.LaterInA))));

    [Fact]
    public void Without_times_the_later_one_cannot_be_told_and_a_person_is_asked() =>
        Outcome(Mergers(Row(BlankRule.Clear), ConflictPolicy.LatestWins, ConflictPolicy.LatestWins).Merge(new MergeInput(A("p"), B("q"), A("-"), B("-"), null, Noon))).ShouldBe("!");

    [Fact]
    public void Absent_null_and_empty_are_three_things() => Compare(Blanks, line => [Outcome(Merge(line[1], line[2], line[0], line[0], ConflictPolicy.AskPerson, ConflictPolicy.AskPerson, 0))]);

    [Fact]
    public void A_cleared_value_follows_the_blank_rule_of_its_way() =>
        Compare(Cleared, line => Enum.GetValues<BlankRule>().Select(rule => Outcome(Mergers(Row(rule), ConflictPolicy.AskPerson, ConflictPolicy.AskPerson).Merge(new MergeInput(A(line[1]), B(line[2]), A(line[0]), B(line[0]), Noon, Noon)))));

    [Fact]
    public void What_is_written_is_the_value_of_the_side_that_wins()
    {
        foreach (var line in Lines(TwentySeven))
        {
            foreach (var (policy, later) in Policies)
            {
                if (Merge(line[1], line[2], line[0], line[0], policy, ConflictPolicy.AskPerson, later).Groups.Single().Outcome is not GroupOutcome.Write write) continue;
                write.Values.Single().Value.ShouldBe(Value(write.To == Side.B ? line[1] : line[2]), string.Join(' ', line));
            }
        }
    }

    private static void Compare(string table, Func<string[], IEnumerable<string>> outcomes)
    {
        var width = Lines(table).First().TakeWhile(cell => cell is "-" or "e" or "p" or "q" or "?").Count();
        var found = Lines(table).Select(line => string.Join(' ', line.Take(width).Concat(outcomes(line))));
        string.Join('\n', found).ShouldBe(string.Join('\n', Lines(table).Select(line => string.Join(' ', line))));
    }

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Merged Merge(string a, string b, string baseA, string baseB, ConflictPolicy policy, ConflictPolicy first, int laterInA) =>
        Mergers(Row(BlankRule.Clear), policy, first).Merge(new MergeInput(A(a), B(b), A(baseA), B(baseB), Noon.AddSeconds(laterInA), Noon));

    private static PropertyRule Row(BlankRule rule) => new() { Id = "x~y", A = "X", B = "Y", BlankToA = rule, BlankToB = rule };

    private static Merger Mergers(PropertyRule rule, ConflictPolicy policy, ConflictPolicy first) =>
        new(new PropertyMapper([new MappedRow(rule, SchemaA.Properties[0], SchemaB.Properties[0])]), new ReferenceBook(), new MergePolicies(_ => policy, first));

    private static Record A(string cell) => Record.Of(SchemaA, null, KeyValuePair.Create("X", Value(cell)));

    private static Record B(string cell) => Record.Of(SchemaB, null, KeyValuePair.Create("Y", Value(cell)));

    private static object? Value(string cell) => cell switch { "-" => null, "e" => "", "?" => Absent.Instance, _ => cell };

    private static string Outcome(Merged merged) => merged.Groups.Single().Outcome switch
    {
        GroupOutcome.Unchanged => ".",
        GroupOutcome.Agreed => "=",
        GroupOutcome.Write { To: Side.A } => "<",
        GroupOutcome.Write => ">",
        GroupOutcome.Asks => "!",
        _ => "waits",
    };

    private static string Turned(string outcome) => outcome switch { "<" => ">", ">" => "<", _ => outcome };
}
