using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What a row should have brought to the other side, by the flow's own mapping and comparer. Pure.</summary>
/// <param name="Value">The value that should stand there.</param>
/// <param name="Not">Why nothing can be expected; none where something is.</param>
/// <param name="IsFine">There is nothing wrong with that.</param>
internal sealed record Expectation(object? Value, Reason Not, bool IsFine)
{
    /// <summary>Whether the value is there; blank is blank, numbers by amount, moments by the instant.</summary>
    public bool IsMetBy(object? found) => Not.IsEmpty && Values.Agree(Value, found);
}

/// <summary>Expects and compares. Pure.</summary>
internal static class Judge
{
    /// <summary>What the source's record says through a row.</summary>
    public static Expectation Of(PairRules pair, RowTest test, Record source, Side to, ReferenceBook book) => pair.Mapper.Map(source, to, book)[test.At] switch
    {
        Unmappable no => new Expectation(null, Said.NotExpressed(no.Reason), IsFine: true),
        PendingReference => new Expectation(null, Said.TooFew, IsFine: false),
        Absent => new Expectation(null, Said.NotMeant, IsFine: true),
        var value => new Expectation(value, Reason.None, IsFine: true),
    };

    /// <summary>What is expected after the source was cleared: by the row's rule, blank, or what was there.</summary>
    public static (object? Target, object? Source) Cleared(PairRules pair, RowTest test, Scene before, Side from)
    {
        var first = pair.Mapper.Rows[pair.Mapper.Groups.First(group => group.Rows.Contains(test.At)).Rows[0]].Rule;
        var kept = before.On(from.Other())[test.Row.On(from.Other()).Path];
        return (from == Side.A ? first.BlankToB : first.BlankToA) switch
        {
            BlankRule.Clear => (null, null),
            BlankRule.Skip => (kept, null),
            BlankRule.KeepOlder => (kept, before.On(from)[test.Row.On(from).Path]),
        };
    }
}
