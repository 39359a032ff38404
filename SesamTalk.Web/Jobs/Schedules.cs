using Quartz;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Jobs;

/// <summary>
/// The dataflows' schedules as recurring jobs. Looks at the definitions every few seconds, so that a change takes effect
/// without a restart, whoever made it and wherever.
/// </summary>
public sealed partial class Schedules(ISchedulerFactory schedulers, DataflowStore dataflows, TimeProvider clock, ILogger<Schedules> log) : BackgroundService
{
    private const string Group = "schedule";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _oneLook = new(1);

    /// <summary>
    /// Makes the jobs equal to the definitions: a paused dataflow has none, one whose interval did not change keeps its rhythm.
    /// Two looks at once take turns, each with definitions that it has read itself, so that an older one never has the last word.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _oneLook.WaitAsync(cancellationToken);
        try
        {
            await LookAsync(cancellationToken);
        }
        finally
        {
            _oneLook.Release();
        }
    }

    /// <summary>When a dataflow runs next by itself; null where it has no schedule.</summary>
    public async Task<DateTimeOffset?> NextAsync(string dataflowId, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return (await scheduler.GetTrigger(new(dataflowId, Group), cancellationToken))?.NextFireTimeUtc;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _oneLook.Dispose();
        base.Dispose();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var wanted = (await dataflows.AllAsync(cancellationToken)).Where(flow => flow is { Every: not null, PausedBecause: null }).ToDictionary(flow => flow.Id, flow => flow.Every!.Value);
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken))
        {
            if (wanted.ContainsKey(key.Name)) continue;
            await scheduler.UnscheduleJob(key, cancellationToken);
            Unscheduled(key.Name);
        }
        foreach (var (dataflowId, every) in wanted) await ScheduleAsync(scheduler, dataflowId, every, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            do
            {
                await TryRefreshAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            RefreshFailed(error); // the next look, a few seconds on, tries again
        }
    }

    private async Task ScheduleAsync(IScheduler scheduler, string dataflowId, TimeSpan every, CancellationToken cancellationToken)
    {
        var key = new TriggerKey(dataflowId, Group);
        if (await scheduler.GetTrigger(key, cancellationToken) is ISimpleTrigger there && there.RepeatInterval == every) return;
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(SyncJob.KeyOf(dataflowId)).StartAt(clock.GetUtcNow() + every)
            .WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount)).Build();
        await SyncJob.AddAsync(scheduler, dataflowId, cancellationToken);
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken); // another node may have been first
        Scheduled(dataflowId, every);
    }

    [LoggerMessage(LogLevel.Information, "{DataflowId} runs every {Every}.")]
    private partial void Scheduled(string dataflowId, TimeSpan every);

    [LoggerMessage(LogLevel.Information, "{DataflowId} runs only when asked.")]
    private partial void Unscheduled(string dataflowId);

    [LoggerMessage(LogLevel.Error, "The schedules could not be read.")]
    private partial void RefreshFailed(Exception error);
}
