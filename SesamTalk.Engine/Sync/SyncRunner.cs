using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>One run of a dataflow, in a straight line. Expected trouble is an outcome; only our own mistakes are logged with their trace.</summary>
public sealed partial class SyncRunner
{
    private readonly RunOpening _opening;
    private readonly RunParts _parts;
    private readonly RunPlanning _planning;
    private readonly PlanKeeping _plans;
    private readonly ILogger<SyncRunner> _log;

    internal SyncRunner(RunOpening opening, RunParts parts, RunPlanning planning, PlanKeeping plans, ILogger<SyncRunner> log) =>
        (_opening, _parts, _planning, _plans, _log) = (opening, parts, planning, plans, log);

    /// <summary>
    /// Runs a dataflow and returns the run as it ended. A dataflow that another run has gives an interrupted run that did
    /// nothing. Cancelling ends it after the request under way; what was done is recorded.
    /// </summary>
    public async Task<Run> RunAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        BegunRun begun;
        await using var held = _parts.Hold();
        try
        {
            begun = await _parts.BeginAsync(request, cancellation);
        }
        catch (Exception error) when (StoreTrouble.Of(error) is { } why)
        {
            return _parts.Unbegun(request, Reason.Of(ReasonCodes.NotRecorded, why));
        }

        return await GoOnAsync(request, begun, progress, cancellation);
    }

    private async Task<Run> GoOnAsync(SyncRequest request, BegunRun begun, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var run = begun.Run;
        using var span = RunTelemetry.Begin(run);
        await using var lease = begun.Lease;
        var open = new OpenRunBox();
        try
        {
            if (!begun.HasLease) throw new RunEnd(RunOutcome.Interrupted, Reason.Of(ReasonCodes.AnotherRun));
            await StepsAsync(request, run, progress, lease, open, cancellation);
            run = await _parts.EndAsync(run, open.Run!, cancellation);
        }
        catch (RunEnd end)
        {
            run = Ended(run, open, end.Outcome, end.Reason);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            run = Ended(run, open, RunOutcome.Interrupted, Reason.Of(ReasonCodes.Cancelled));
        }
        catch (Exception error) when (StoreTrouble.Of(error) is { } why)
        {
            run = Ended(run, open, RunOutcome.Interrupted, Reason.Of(ReasonCodes.NotRecorded, why));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogMistake(run.Id, run.DataflowId, error);
            run = Ended(run, open, RunOutcome.Failed, Reason.Of(ReasonCodes.OurMistake, run.Id.ToString("N")));
        }

        return await CloseAsync(run, lease, progress);
    }

    // The whole of a run. Preview, exact plan, undo and run are the same ten calls; what differs is asked for in the first three.
    private async Task StepsAsync(SyncRequest request, Run begun, IProgress<RunProgress>? progress, DataflowLease lease, OpenRunBox box, CancellationToken cancellation)
    {
        await using var doors = new OpenDoors();
        var systems = await _opening.OpenAsync(begun, doors, cancellation);
        var run = box.Run = await _opening.ReadyAsync(begun, systems, request, doors, progress, cancellation);
        await _parts.RecoverAsync(run, lease, cancellation);
        var meant = await _plans.MeantAsync(run, request, cancellation);
        using var read = await _parts.ReadAsync(run, meant, cancellation);
        var matched = await _planning.MatchAsync(run, read, meant, cancellation);
        var planned = await _planning.MergeAsync(run, matched, cancellation);
        if (await _plans.MustBeWholeAsync(run, planned, cancellation)) planned = await _planning.WholeAsync(run, read, meant, cancellation);
        if (await _plans.BrakeAsync(run, planned, meant, cancellation) is not { } plan) return;
        await _parts.CarryOutAsync(run, planned, plan, read, lease, cancellation);
        await _plans.CloseAsync(run, plan, meant, cancellation);
    }

    private static Run Ended(Run run, OpenRunBox open, RunOutcome outcome, Reason reason) =>
        run with { Outcome = outcome, Reason = reason, Counts = open.Run?.Counts ?? run.Counts };

    private async Task<Run> CloseAsync(Run run, DataflowLease lease, IProgress<RunProgress>? progress)
    {
        run = await _parts.CloseAsync(run, lease);
        progress?.Report(new RunProgress(run.Id, run.DataflowId, RunStep.Ended, "", run.Counts.Writes, run.Counts.Writes, run.Counts, run.EndedAt!.Value, run.Outcome, run.Reason));
        RunTelemetry.Ended(run);
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
