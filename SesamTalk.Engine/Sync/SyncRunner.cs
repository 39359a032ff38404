using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>One run of a dataflow, in a straight line. Expected trouble is an outcome; only our own mistakes are logged with their trace.</summary>
public sealed partial class SyncRunner
{
    private readonly RunParts _parts;
    private readonly ILogger<SyncRunner> _log;

    internal SyncRunner(RunParts parts, ILogger<SyncRunner> log) => (_parts, _log) = (parts, log);

    /// <summary>
    /// Runs a dataflow and returns the run as it ended. A dataflow that another run has gives an interrupted run that did
    /// nothing. Cancelling ends it after the request under way; what was done is recorded.
    /// </summary>
    public async Task<Run> RunAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var run = await _parts.BeginAsync(request, cancellation);
        await using var lease = _parts.Lease(run);
        await using var doors = new OpenDoors();
        var open = new OpenRunBox();
        try
        {
            if (!await lease.TakeAsync(cancellation)) throw new RunEnd(RunOutcome.Interrupted, "Another run of this dataflow is under way.");
            await StepsAsync(request, run, progress, lease, doors, open, cancellation);
            run = await _parts.EndAsync(run, open.Run!, cancellation);
        }
        catch (RunEnd end)
        {
            run = Ended(run, open, end.Outcome, end.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            run = Ended(run, open, RunOutcome.Interrupted, "Cancelled. What was already written stays and is recorded; the next run goes on.");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogMistake(run.Id, run.DataflowId, error);
            run = Ended(run, open, RunOutcome.Failed, $"SesamTalk made a mistake and stopped. What was done is recorded. Tell whoever runs this installation the reference {run.Id:N}.");
        }

        return await CloseAsync(run, open, progress);
    }

    private async Task StepsAsync(SyncRequest request, Run run, IProgress<RunProgress>? progress, DataflowLease lease, OpenDoors doors, OpenRunBox box, CancellationToken cancellation)
    {
        await _parts.CloseAbandonedAsync(run, cancellation);
        var open = box.Run = await _parts.OpenAsync(run, progress, doors, cancellation);
        open.Only = request.Only;
        await _parts.RecoverAsync(open, cancellation);
        var exactly = await _parts.Plans.FindAsync(request, cancellation);
        var undoes = request.Undo ?? exactly?.Body.Undoes;
        var readings = undoes is null ? await _parts.ReadAsync(open, cancellation) : null;
        var book = new ReferenceBook();
        var planner = new Planner(open, book, _parts.Ids);
        var (cases, plan, left) = readings is null ? await _parts.PlanUndoAsync(open, undoes!, cancellation) : await _parts.PlanAsync(open, readings, book, planner, cancellation);
        var (isDry, held) = (run.Kind == RunKind.DryRun, exactly?.State == PlanState.Released ? null : Brakes.Hold(plan, open.Dataflow.Limits));
        var isWhole = true;
        if (exactly is not null && !isDry) (plan, exactly, isWhole) = ExactPlan.Of(plan, exactly);
        else if (isDry || held is not null || undoes is not null) await _parts.Plans.KeepAsync(open, plan, isDry ? PlanState.Made : held is null ? PlanState.CarriedOut : PlanState.HeldBack, held ?? "", undoes, left, cancellation);
        if (isDry) return;
        if (held is not null) throw new RunEnd(RunOutcome.HeldBack, held);
        if (exactly is not null) await _parts.Plans.TakeUpAsync(exactly, run.StartedBy, cancellation);
        if (!open.Pieces.CursorMovesLast && readings is not null) await _parts.MoveCursorsAsync(open, readings, cancellation);
        foreach (var (pair, index) in plan.Pairs.Select((pair, index) => (pair, index)))
            await _parts.Executor.CarryOutAsync(open, cases[index], pair, planner, book, lease, cancellation);
        // What an exact plan leaves out is read again by the next run.
        if (readings is not null && isWhole) await _parts.MoveCursorsAsync(open, readings, cancellation);
    }

    private static Run Ended(Run run, OpenRunBox open, RunOutcome outcome, string reason) =>
        run with { Outcome = outcome, Reason = reason, Counts = open.Run?.Counts ?? run.Counts };

    private async Task<Run> CloseAsync(Run run, OpenRunBox open, IProgress<RunProgress>? progress)
    {
        run = await _parts.CloseAsync(run);
        progress?.Report(new RunProgress(run.Id, run.DataflowId, RunStep.Ended, "", run.Counts.Writes, run.Counts.Writes, run.Counts, run.EndedAt!.Value, run.Outcome, run.Reason));
        LogEnd(run.Id, run.DataflowId, run.Outcome, run.Counts.Writes, run.Counts.Conflicts, run.Counts.Failed);
        return run;
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} of {DataflowId} ended {Outcome}: {Writes} writes, {Conflicts} conflicts, {Failed} failed")]
    private partial void LogEnd(Guid runId, string dataflowId, RunOutcome outcome, int writes, int conflicts, int failed);

    [LoggerMessage(LogLevel.Error, "Run {RunId} of {DataflowId} stopped by a mistake of ours")]
    private partial void LogMistake(Guid runId, string dataflowId, Exception error);

    private sealed class OpenRunBox
    {
        public OpenRun? Run { get; set; }
    }
}
