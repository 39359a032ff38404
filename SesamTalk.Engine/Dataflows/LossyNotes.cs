using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// Rows that do not bring every value back, each as a note with an example: asked when a definition is looked at or saved, and not
/// by a run, which it would stop in nothing.
/// </summary>
public static class LossyNotes
{
    /// <summary>The codes of these notes.</summary>
    public static ImmutableArray<string> Codes { get; } = [ReadinessCodes.Bends, ReadinessCodes.DoesNotComeBack, ReadinessCodes.HasNoCounterpart];

    /// <summary>A note for each such row of the pairs that can run, by the systems' own types.</summary>
    public static ImmutableArray<ReadinessProblem> Of(Dataflow dataflow, ImmutableArray<ReadyPair> ready) =>
        [.. ready.SelectMany(pair => MappingCheck.Of(pair).Select(row => Said(dataflow, pair.Pair, row)))];

    private static ReadinessProblem Said(Dataflow dataflow, Pair pair, LossyRow row)
    {
        var rule = pair.Properties.First(rule => rule.Id == row.RowId);
        var (own, across) = row.From == Side.A ? (rule.A, rule.B) : (rule.B, rule.A);
        var (from, to) = (dataflow.On(row.From).Name, dataflow.On(row.From.Other()).Name);
        return (row.There, row.Back) switch
        {
            (null, _) => ReadinessProblem.Of(pair.Id, row.RowId, ReadinessCodes.HasNoCounterpart, own, from, across, to, row.Value),
            ({ } there, null) => ReadinessProblem.Of(pair.Id, row.RowId, ReadinessCodes.DoesNotComeBack, own, from, across, to, row.Value, there),
            ({ } there, { } back) => ReadinessProblem.Of(pair.Id, row.RowId, ReadinessCodes.Bends, own, from, across, to, row.Value, there, back),
        };
    }
}
