using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Jobs;

/// <summary>
/// Runs that a system asked for by telling that something happened. Many hints become one run: it begins when a little time
/// has passed since the first, and never while a run is under way that may have read past it. A hint that is lost when the
/// process ends is made good by the schedule.
/// </summary>
public sealed partial class HintedRuns(RunQueue queue, DataflowStore dataflows, TimeProvider clock, ILogger<HintedRuns> log) : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(2), Apart = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ITimer> _waiting = [];
    private readonly Dictionary<string, DateTimeOffset> _last = [];
    private bool _isOver;

    /// <summary>Sees to it that the dataflows are run soon that have one of these entities of a system; null for any entity. A paused dataflow stays paused.</summary>
    public async Task TellAsync(string systemId, SystemDescription describes, IReadOnlySet<string>? entities, CancellationToken cancellationToken = default)
    {
        foreach (var flow in await dataflows.AllAsync(cancellationToken))
        {
            if (flow.PausedBecause is null && Enum.GetValues<Side>().Any(side => flow.On(side).SystemId == systemId && Concerns(flow, side, describes, entities))) Wait(flow.Id, Gather);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var timer in _waiting.Values) timer.Dispose();
            _waiting.Clear();
        }
    }

    private static bool Concerns(Dataflow flow, Side side, SystemDescription describes, IReadOnlySet<string>? entities) =>
        entities is null || flow.Pairs.Any(pair => describes.Find(pair.On(side).Entity)?.Name is { } name && entities.Contains(name));

    private void Wait(string dataflowId, TimeSpan least)
    {
        lock (_gate)
        {
            if (_isOver || _waiting.ContainsKey(dataflowId)) return;
            var rest = _last.TryGetValue(dataflowId, out var last) ? last + Apart - clock.GetUtcNow() : TimeSpan.Zero;
            _waiting[dataflowId] = clock.CreateTimer(_ => Due(dataflowId), null, rest > least ? rest : least, Timeout.InfiniteTimeSpan);
        }
    }

    private void Due(string dataflowId)
    {
        lock (_gate)
        {
            if (_isOver || !_waiting.Remove(dataflowId, out var timer)) return;
            timer.Dispose();
            if (!queue.IsRunning(dataflowId)) _last[dataflowId] = clock.GetUtcNow();
        }

        if (queue.IsRunning(dataflowId)) Wait(dataflowId, Gather);
        else _ = RunAsync(dataflowId);
    }

    private async Task RunAsync(string dataflowId)
    {
        try
        {
            await queue.EnqueueAsync(dataflowId, RunKind.Changes, RunTrigger.Webhook, "");
        }
        catch (Exception error)
        {
            NotQueued(error, dataflowId); // the schedule makes it good
        }
    }

    [LoggerMessage(LogLevel.Error, "A run of {DataflowId} that a system asked for could not be queued.")]
    private partial void NotQueued(Exception error, string dataflowId);
}
