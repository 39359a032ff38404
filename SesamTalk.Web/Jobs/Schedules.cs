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

    /// <summary>When a dataflow runs next by itself; null where it has no schedule, or is paused.</summary>
    public async Task<DateTimeOffset?> NextAsync(string dataflowId, CancellationToken cancellationToken = default) =>
        await NextAsync(dataflowId, 1, cancellationToken) is [var next, ..] ? next.At : null;

    /// <summary>The next times at which a dataflow runs by itself, earliest first; none where it has no schedule, or is paused.</summary>
    public async Task<IReadOnlyList<ScheduledTime>> NextAsync(string dataflowId, int count, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return ScheduleTimes.Next((await ThereAsync(scheduler, cancellationToken)).Where(trigger => ScheduleTriggers.DataflowOf(trigger.Key) == dataflowId), clock.GetUtcNow(), count);
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
        var wanted = (await dataflows.AllAsync(cancellationToken)).Where(flow => flow is { Schedule: not null, PausedBecause: null }).SelectMany(TriggersOf).ToDictionary(trigger => trigger.Key);
        var there = (await ThereAsync(scheduler, cancellationToken)).ToDictionary(trigger => trigger.Key, trigger => trigger.Description);
        foreach (var key in there.Keys.Where(key => !wanted.ContainsKey(key)))
        {
            await scheduler.UnscheduleJob(key, cancellationToken);
            Unscheduled(ScheduleTriggers.DataflowOf(key));
        }
        foreach (var trigger in wanted.Values.Where(trigger => there.GetValueOrDefault(trigger.Key) != trigger.Description))
        {
            var dataflowId = ScheduleTriggers.DataflowOf(trigger.Key);
            await SyncJob.AddAsync(scheduler, dataflowId, cancellationToken);
            await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken); // another node may have been first
            Scheduled(dataflowId, trigger.GetFireTimeAfter(clock.GetUtcNow()));
        }
    }

    private static async Task<IReadOnlyList<ITrigger>> ThereAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        List<ITrigger> there = [];
        foreach (var key in await scheduler.GetTriggerKeys(ScheduleTriggers.All, cancellationToken))
        {
            if (await scheduler.GetTrigger(key, cancellationToken) is { } trigger) there.Add(trigger);
        }
        return there;
    }

    // One dataflow whose schedule cannot be kept here does not take the others' from them.
    private IReadOnlyList<ITrigger> TriggersOf(Dataflow flow)
    {
        try
        {
            return ScheduleTriggers.Of(flow.Id, flow.Schedule!, clock.GetUtcNow());
        }
        catch (Exception error) when (error is TimeZoneNotFoundException or FormatException)
        {
            NotKept(error, flow.Id);
            return [];
        }
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

    [LoggerMessage(LogLevel.Information, "{DataflowId} runs by itself, next at {Next}.")]
    private partial void Scheduled(string dataflowId, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Information, "{DataflowId} has one schedule less.")]
    private partial void Unscheduled(string dataflowId);

    [LoggerMessage(LogLevel.Error, "The schedule of {DataflowId} cannot be kept on this machine.")]
    private partial void NotKept(Exception error, string dataflowId);

    [LoggerMessage(LogLevel.Error, "The schedules could not be read.")]
    private partial void RefreshFailed(Exception error);
}
