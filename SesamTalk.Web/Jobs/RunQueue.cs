using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quartz;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>“Run this dataflow now”: what buttons, the API and schedules go through. One run of a dataflow at a time; whoever asks for what is asked for already joins it.</summary>
public sealed class RunQueue(ISchedulerFactory schedulers, RunFeed feed, IDbContextFactory<TalkDb> databases, Identifiers ids, TimeProvider clock)
{
    private const int Remembered = 200;

    private readonly Lock _gate = new();
    private readonly List<QueuedRun> _open = [];
    private readonly Queue<QueuedRun> _ended = [];

    /// <inheritdoc cref="EnqueueAsync(SyncRequest, CancellationToken)"/>
    public Task<Guid> EnqueueAsync(string dataflowId, RunKind kind, RunTrigger trigger, string who, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new SyncRequest(dataflowId, kind, trigger, who), cancellationToken);

    /// <summary>
    /// Asks for a run and gives its id. Where a run of the whole dataflow is already queued or running, its id is given and
    /// nothing is added; a plan, an undoing or single records joins only a run of the very same, and otherwise waits for its
    /// turn. The request survives a restart.
    /// </summary>
    public async Task<Guid> EnqueueAsync(SyncRequest request, CancellationToken cancellationToken = default)
    {
        QueuedRun run;
        lock (_gate)
        {
            if (_open.Find(open => open.Serves(request)) is { } there) return there.Id;
            run = Add(request);
        }
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await SyncJob.AddAsync(scheduler, request.DataflowId, cancellationToken);
            await SaidAsync(run, cancellationToken);
            await scheduler.ScheduleJob(SyncJob.Once(run.Request, run.Id), cancellationToken: cancellationToken);
        }
        catch (Exception error)
        {
            End(run, run.Unanswered(RunOutcome.Failed, Reason.Of(ReasonCodes.NotQueued, error.Message), clock.GetUtcNow()));
            throw;
        }
        return run.Id;
    }

    // What a person or a program asks for stays in the audit; what the clock and systems ask for is in the list of runs.
    private async Task SaidAsync(QueuedRun run, CancellationToken cancellationToken)
    {
        var asked = run.Request;
        if (asked.StartedBy.Length == 0) return;
        var what = asked switch { { Undo: { } undone } => $"undo the run {undone.RunId:N}", { PlanId: { } plan } => $"carry out the plan {plan:N}", { Only: { } only } => $"{asked.Kind} for {only.Count + asked.Records.Count} records", _ => asked.Kind.ToString() };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), asked.StartedBy, "run.asked", $"run/{run.Id:N}", $"{asked.StartedBy} asked for a run of {asked.DataflowId}: {what}.") { Changes = AuditChange.Of("run", null, what) });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Asks the other nodes to stop a run; null where there are none.</summary>
    internal Action<Guid>? AsksOthers { get; set; }

    /// <summary>Stops a run for somebody, whose name stays in the audit, whichever node has it; as <see cref="Cancel"/>.</summary>
    public async Task<bool> CancelAsync(Guid runId, string who, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var run = await AskedAsync(runId, cancellationToken) ?? await db.Runs.AsNoTracking().SingleOrDefaultAsync(stored => stored.Id == runId && stored.EndedAt == null, cancellationToken);
        if (run is null || !await StopAsync(runId, await db.Runs.AnyAsync(stored => stored.Id == runId, cancellationToken), cancellationToken)) return false;
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, "run.cancelled", $"run/{runId:N}", $"{who} cancelled the run of {run.DataflowId}: {(run.Kind == RunKind.Undo ? "undoing" : run.Kind.ToString())}, asked for {run.StartedAt:yyyy-MM-dd HH:mm} UTC.") { Changes = AuditChange.Of("run", run.Kind, "cancelled") });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    // On one node the queue here knows all. On several, a turn that no node has taken yet is taken away, and one that is taken is stopped by its node.
    private async Task<bool> StopAsync(Guid runId, bool hasBegun, CancellationToken cancellationToken)
    {
        if (AsksOthers is not { } ask) return Cancel(runId);
        if (!hasBegun) await (await schedulers.GetScheduler(cancellationToken)).UnscheduleJob(SyncJob.TurnOf(runId), cancellationToken);
        Cancel(runId);
        ask(runId);
        return true;
    }

    /// <summary>What another node tells of a run: whoever waits for it here is told of its end.</summary>
    internal void Heard(RunProgress progress)
    {
        QueuedRun? run;
        lock (_gate)
        {
            run = _open.Find(open => open.Id == progress.RunId);
            if (run is not null && progress.Step != RunStep.Queued) run.Elsewhere = run.Running = true;
        }

        if (run is not null && progress.Step == RunStep.Ended) End(run, run.Unanswered(progress.Outcome, progress.Reason ?? Reason.None, progress.At) with { Counts = progress.Counts });
    }

    /// <summary>Looks what became of runs that were asked for here and are not carried out here: news can be missed.</summary>
    internal async Task LookElsewhereAsync(CancellationToken cancellationToken)
    {
        List<QueuedRun> waiting;
        lock (_gate) waiting = [.. _open.Where(open => open.Elsewhere || !open.Running)];
        if (waiting.Count == 0) return;
        var asked = waiting.Select(open => open.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var ended in await db.Runs.AsNoTracking().Where(run => asked.Contains(run.Id) && run.EndedAt != null).ToListAsync(cancellationToken)) End(waiting.First(open => open.Id == ended.Id), ended);
    }

    /// <summary>A run that was asked for and has not ended, as it stands; null where there is none of that id.</summary>
    public async Task<Run?> AskedAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_open.Find(open => open.Id == runId) is { } here) return here.Unanswered(RunOutcome.Running, Reason.None, clock.GetUtcNow()) with { EndedAt = null };
            if (_ended.Any(ended => ended.Id == runId)) return null;
        }

        // Asked of another node, or before this process began.
        var trigger = await (await schedulers.GetScheduler(cancellationToken)).GetTrigger(SyncJob.TurnOf(runId), cancellationToken);
        return trigger?.JobDataMap.TryGetValue(SyncJob.Said, out var said) == true && JsonSerializer.Deserialize<SyncRequest>((string)said!) is { } asked
            ? new QueuedRun(asked, runId, trigger.StartTimeUtc).Unanswered(RunOutcome.Running, Reason.None, clock.GetUtcNow()) with { EndedAt = null }
            : null;
    }

    /// <summary>Stops a run after the write that is under way; one that has not begun never does. False where it is neither queued nor running.</summary>
    public bool Cancel(Guid runId)
    {
        QueuedRun? run;
        bool queued;
        lock (_gate)
        {
            run = _open.Find(open => open.Id == runId);
            if (run is null) return false;
            queued = !run.Running;
            run.Running = true; // its turn, when it comes, finds it taken
        }
        run.Cancel();
        if (queued) End(run, run.Unanswered(RunOutcome.Interrupted, Reason.Of(ReasonCodes.CancelledBefore), clock.GetUtcNow()));
        return true;
    }

    /// <summary>Whether the scheduler carries out what is queued.</summary>
    public async Task<bool> IsTakingRunsAsync(CancellationToken cancellationToken = default) =>
        await (await schedulers.GetScheduler(cancellationToken)).GetStatus(cancellationToken) == SchedulerStatus.Running;

    /// <summary>Whether a run of this dataflow is at work in this process now: what happens from here on may be past what it reads.</summary>
    internal bool IsRunning(string dataflowId)
    {
        lock (_gate) return _open.Exists(open => open is { Running: true, Elsewhere: false } && open.Request.DataflowId == dataflowId);
    }

    /// <summary>Waits for a run of this process to end; null where there is no such run, or it ended long ago.</summary>
    public async Task<Run?> EndedAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        Task<Run>? ended;
        lock (_gate) ended = _open.Concat(_ended).FirstOrDefault(run => run.Id == runId)?.Ended;
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
            var run = _open.Find(open => !open.Elsewhere && (request.RunId is { } id ? open.Id == id : open.Serves(request)));
            if (run is null)
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
            if (!_open.Remove(run)) return;
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
        var isFirst = !_open.Exists(open => open.Request.DataflowId == request.DataflowId);
        _open.Add(run);
        if (isFirst) feed.Publish(new(run.Id, request.DataflowId, RunStep.Queued, "", 0, null, new RunCounts(), now));
        return run;
    }
}
