using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quartz;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>A dataflow's turn: the id goes in, the runner is called, the outcome comes out. The job library keeps two turns of one dataflow apart.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SyncJob(RunQueue queue, RunFeed feed, IServiceProvider services, TimeProvider clock, ILogger<SyncJob> log) : IJob
{
    /// <summary>The name under which a trigger carries what was asked.</summary>
    public const string Said = "request";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string Group = "dataflows", Asked = "asked";

    public static JobKey KeyOf(string dataflowId) => new(dataflowId, Group);

    /// <summary>The turn that was given to a run that somebody asked for.</summary>
    public static TriggerKey TurnOf(Guid runId) => new(runId.ToString("N"), Asked);

    /// <summary>Makes sure that the dataflow has its job.</summary>
    public static async Task AddAsync(IScheduler scheduler, string dataflowId, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<SyncJob>().WithIdentity(KeyOf(dataflowId)).RequestRecovery().StoreDurably().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
    }

    /// <summary>A turn as soon as there is room, carrying what was asked.</summary>
    public static ITrigger Once(SyncRequest request, Guid runId) => TriggerBuilder.Create()
        .WithIdentity(TurnOf(runId))
        .ForJob(KeyOf(request.DataflowId))
        .UsingJobData(Said, JsonSerializer.Serialize(request with { RunId = runId }))
        .StartNow()
        .Build();

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var request = RequestOf(context);
        if (services.GetService<NodeNews>() is not null && await LaterAsync(context, request, cancellationToken)) return;
        if (queue.Begin(request) is not { } run) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Cancelled);
        var ended = await RunAsync(run, stop.Token);
        queue.End(run, ended);
        // A node that stops hands its run back: another goes on with it.
        if (services.GetService<NodeNews>() is not null && ended.Outcome == RunOutcome.Interrupted && cancellationToken.IsCancellationRequested && !run.Cancelled.IsCancellationRequested) throw new OperationCanceledException(cancellationToken);
    }

    // The dataflow of a killed node is still held for a moment: the turn waits, and is not lost.
    private async Task<bool> LaterAsync(IJobExecutionContext context, SyncRequest request, CancellationToken cancellationToken)
    {
        var (name, now) = (DataflowHold.NameOf(request.DataflowId), clock.GetUtcNow());
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        if (await db.Leases.AsNoTracking().SingleOrDefaultAsync(lease => lease.Name == name && lease.Until > now, cancellationToken) is not { } held) return false;
        var later = TriggerBuilder.Create().WithIdentity($"{request.DataflowId}~{Guid.NewGuid():N}", Asked).ForJob(KeyOf(request.DataflowId)).UsingJobData(Said, JsonSerializer.Serialize(request)).StartAt(held.Until < now + Patience ? held.Until : now + Patience).Build();
        await context.Scheduler.ScheduleJob(later, cancellationToken: cancellationToken);
        return true;
    }

    private async Task<Run> RunAsync(QueuedRun run, CancellationToken stop)
    {
        try
        {
            return await services.GetRequiredService<RunDataflow>()(run.Request, new Telling(feed), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return run.Unanswered(RunOutcome.Interrupted, Reason.Of(ReasonCodes.Stopped), clock.GetUtcNow());
        }
        catch (Exception error)
        {
            RunFailed(error, run.Request.DataflowId, run.Id);
            return run.Unanswered(RunOutcome.Failed, Reason.Of(ReasonCodes.MistakeInLog), clock.GetUtcNow());
        }
    }

    /// <summary>What was asked for; a turn of the schedule carries nothing, and one that a killed process began gets an id of its own.</summary>
    private static SyncRequest RequestOf(IJobExecutionContext context)
    {
        var said = context.MergedJobDataMap.TryGetValue(Said, out var value) ? value as string : null;
        if (said is null) return new(context.JobDetail.Key.Name, RunKind.Changes, RunTrigger.Schedule);
        var request = JsonSerializer.Deserialize<SyncRequest>(said)!;
        return context.Recovering ? request with { RunId = null } : request;
    }

    [LoggerMessage(LogLevel.Error, "Run {RunId} of {DataflowId} failed by a mistake of our own.")]
    private partial void RunFailed(Exception error, string dataflowId, Guid runId);

    /// <summary>Passes progress on at once and in order; <see cref="Progress{T}"/> would do neither.</summary>
    private sealed class Telling(RunFeed feed) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => feed.Publish(value);
    }
}
