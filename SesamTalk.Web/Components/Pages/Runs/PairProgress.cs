using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>How far one pair is in a run.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Name">Its entities.</param>
/// <param name="Status">Waiting, running, done, or done with failures.</param>
/// <param name="WrittenA">Writes that took effect in A.</param>
/// <param name="WrittenB">Writes that took effect in B.</param>
/// <param name="Failed">Writes that did not.</param>
public sealed record PairProgress(string PairId, string Name, Status Status, int WrittenA, int WrittenB, int Failed)
{
    /// <summary>
    /// All pairs in their order. Pairs are written one after the other: those before the one that is being written are done,
    /// those behind it wait.
    /// </summary>
    public static IReadOnlyList<PairProgress> Of(Dataflow? dataflow, IReadOnlyList<WriteTally> tallies, RunProgress? now)
    {
        if (dataflow is null) return [];
        var at = now is { Step: RunStep.Writing } ? dataflow.Pairs.ToList().FindIndex(pair => pair.Id == now.Pair) : -1;
        return [.. dataflow.Pairs.Select((pair, index) =>
        {
            var own = tallies.Where(tally => tally.PairId == pair.Id).ToList();
            var failed = own.Where(tally => RunWrites.HasFailed(tally.State)).Sum(tally => tally.Count);
            int Done(Side side) => own.Where(tally => tally.Side == side && tally.State == WriteState.Done).Sum(tally => tally.Count);
            return new PairProgress(pair.Id, $"{pair.A.Name} ↔ {pair.B.Name}", StatusOf(now, index, at, failed), Done(Side.A), Done(Side.B), failed);
        })];
    }

    private static Status StatusOf(RunProgress? now, int index, int at, int failed)
    {
        if (now is not null && index == at) return Status.Running;
        if (now is not null && (at < 0 || index > at)) return Status.Waiting;
        return failed > 0 ? Status.Failed : Status.InSync;
    }
}
