using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation;

/// <summary>What one pair came to in one simulation.</summary>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="PairId">The pair.</param>
/// <param name="Links">Links at the end.</param>
/// <param name="Writes">Writes that the journal has as done.</param>
/// <param name="Conflicts">Conflicts that wait for a person at the end.</param>
internal sealed record PairTally(string DataflowId, string PairId, int Links, int Writes, int Conflicts)
{
    /// <summary>The tallies of all pairs that ran.</summary>
    public static IReadOnlyList<PairTally> Of(Evidence evidence) => [.. evidence.Pairs.Select(rules => new PairTally(
        rules.Dataflow.Id,
        rules.Pair.Id,
        evidence.LinksOf(rules).Count(),
        evidence.Entries.Count(entry => entry.State == WriteState.Done && entry.DataflowId == rules.Dataflow.Id && entry.PairId == rules.Pair.Id),
        evidence.Conflicts.Count(conflict => conflict.SettledAt is null && conflict.DataflowId == rules.Dataflow.Id && conflict.PairId == rules.Pair.Id)))];
}
