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
/// <param name="Phases">Read A, read B, match, compare, write A, write B; null for one that has not begun, or of which nothing is known any more.</param>
public sealed record PairProgress(string PairId, string Name, Status Status, int WrittenA, int WrittenB, int Failed, IReadOnlyList<RunPhase?> Phases)
{
    /// <summary>
    /// All pairs in their order. Pairs are written one after the other: those before the one that is being written are done,
    /// those behind it wait.
    /// </summary>
    public static IReadOnlyList<PairProgress> Of(Dataflow? dataflow, IReadOnlyList<WriteTally> tallies, RunProgress? now, RunCourse? course)
    {
        if (dataflow is null) return [];
        var at = now is { Step: RunStep.Writing } ? dataflow.Pairs.ToList().FindIndex(pair => pair.Id == now.Pair) : -1;
        return [.. dataflow.Pairs.Select((pair, index) =>
        {
            var own = tallies.Where(tally => tally.PairId == pair.Id).ToList();
            var failed = own.Where(tally => RunWrites.HasFailed(tally.State)).Sum(tally => tally.Count);
            int Done(Side side) => own.Where(tally => tally.Side == side && tally.State == WriteState.Done).Sum(tally => tally.Count);
            return new PairProgress(pair.Id, $"{pair.A.Name} ↔ {pair.B.Name}", StatusOf(now, index, at, failed), Done(Side.A), Done(Side.B), failed, PhasesOf(pair, own, course));
        })];
    }

    // An entity of two pairs is read once, for both. What was written is in the journal for as long as the run is.
    private static IReadOnlyList<RunPhase?> PhasesOf(Pair pair, IReadOnlyList<WriteTally> written, RunCourse? course) =>
    [
        Reading(course, pair.A.Entity, Side.A), Reading(course, pair.B.Entity, Side.B),
        course?.Of(RunStep.Matching, pair.Id), course?.Of(RunStep.Planning, pair.Id),
        course?.Of(RunStep.Writing, pair.Id, Side.A) ?? Stored(pair.Id, written, Side.A), course?.Of(RunStep.Writing, pair.Id, Side.B) ?? Stored(pair.Id, written, Side.B),
    ];

    private static RunPhase? Reading(RunCourse? course, string entity, Side side) =>
        course?.Phases.FirstOrDefault(phase => phase.Step == RunStep.Reading && phase.Side == side && FoldedName.Same(phase.Of, entity));

    private static RunPhase? Stored(string pairId, IReadOnlyList<WriteTally> written, Side side)
    {
        var own = written.Where(tally => tally.Side == side && tally.State != WriteState.Intended).ToList();
        if (own.Min(tally => tally.From) is not { } from) return null;
        var (count, until) = (own.Sum(tally => tally.Count), own.Max(tally => tally.Until) ?? from);
        return new(RunStep.Writing, pairId, side, from, until, until, count, count);
    }

    private static Status StatusOf(RunProgress? now, int index, int at, int failed)
    {
        if (now is not null && index == at) return Status.Running;
        if (now is not null && (at < 0 || index > at)) return Status.Waiting;
        return failed > 0 ? Status.Failed : Status.InSync;
    }
}
