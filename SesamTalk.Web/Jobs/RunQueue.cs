using Quartz;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>“Run this dataflow now”: what buttons, the API and schedules go through. At most one run of a dataflow is queued or running.</summary>
public sealed class RunQueue(ISchedulerFactory schedulers, RunFeed feed, Identifiers ids, TimeProvider clock)
{
    private const int Remembered = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, QueuedRun> _open = [];
    private readonly Queue<QueuedRun> _ended = [];

    /// <summary>
    /// Asks for a run and gives its id. Where one is already queued or running for the dataflow, its id is given and nothing
    /// is added. The request survives a restart.
    /// </summary>
    public async Task<Guid> EnqueueAsync(string dataflowId, RunKind kind, RunTrigger trigger, string who, CancellationToken cancellationToken = default)
    {
        QueuedRun run;
        lock (_gate)
        {
            if (_open.TryGetValue(dataflowId, out var there)) return there.Id;
            run = Add(new SyncRequest(dataflowId, kind, trigger, who, ids.New()));
        }
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await SyncJob.AddAsync(scheduler, dataflowId, cancellationToken);
            await scheduler.ScheduleJob(SyncJob.Once(run.Request, run.Id), cancellationToken: cancellationToken);
        }
        catch (Exception error)
        {
            End(run, run.Unanswered(RunOutcome.Failed, Reason.Of(ReasonCodes.NotQueued, error.Message), clock.GetUtcNow()));
            throw;
        }
        return run.Id;
    }

    /// <summary>Stops a run after the write that is under way; one that has not begun never does. False where it is neither queued nor running.</summary>
    public bool Cancel(Guid runId)
    {
        QueuedRun? run;
        bool queued;
        lock (_gate)
        {
            run = _open.Values.FirstOrDefault(open => open.Id == runId);
            if (run is null) return false;
            queued = !run.Running;
            run.Running = true; // its turn, when it comes, finds it taken
        }
        run.Cancel();
        if (queued) End(run, run.Unanswered(RunOutcome.Interrupted, Reason.Of(ReasonCodes.CancelledBefore), clock.GetUtcNow()));
        return true;
    }

    /// <summary>Waits for a run of this process to end; null where there is no such run, or it ended long ago.</summary>
    public async Task<Run?> EndedAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        Task<Run>? ended;
        lock (_gate) ended = _open.Values.Concat(_ended).FirstOrDefault(run => run.Id == runId)?.Ended;
        return ended is null ? null : await ended.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The run whose turn it is: the one that is queued, or, on a schedule or after a restart, a new one. Null where what was
    /// asked for is already over: another turn took it, or it was cancelled.
    /// </summary>
    internal QueuedRun? Begin(SyncRequest request)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(request.DataflowId, out var run))
            {
                if (_ended.Any(ended => ended.Id == request.RunId)) return null;
                run = Add(request);
            }
            if (run.Running) return null;
            run.Running = true;
            return run;
        }
    }

    /// <summary>Closes a run and tells everybody who waits for it.</summary>
    internal void End(QueuedRun run, Run result)
    {
        lock (_gate)
        {
            if (_open.GetValueOrDefault(run.Request.DataflowId) == run) _open.Remove(run.Request.DataflowId);
            _ended.Enqueue(run);
            if (_ended.Count > Remembered) _ended.Dequeue();
        }
        feed.Publish(new(run.Id, result.DataflowId, RunStep.Ended, "", result.Counts.Writes, null, result.Counts, clock.GetUtcNow(), result.Outcome, result.Reason));
        run.End(result);
    }

    private QueuedRun Add(SyncRequest request)
    {
        var now = clock.GetUtcNow();
        var id = request.RunId ?? ids.New();
        var run = new QueuedRun(request with { RunId = id }, id, now);
        _open.Add(request.DataflowId, run);
        feed.Publish(new(run.Id, request.DataflowId, RunStep.Queued, "", 0, null, new RunCounts(), now));
        return run;
    }
}
