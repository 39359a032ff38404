using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Operations;

/// <summary>
/// Tells somebody when a dataflow is not fresh, once; again after a while where it lasts, and when it is over. What was told is
/// remembered with the state, so that neither a restart nor another node tells it twice; a way that fails is tried again.
/// </summary>
internal sealed partial class AlertWatch(
    DataflowStore dataflows, IDbContextFactory<TalkDb> databases, SettingStore settings, Leases leases, IEnumerable<IAlertChannel> channels, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<AlertWatch> log) : BackgroundService
{
    private const string Prefix = "alert.fresh.", Lease = "alerts";
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1), Held = TimeSpan.FromMinutes(3);
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Looks now, and tells what is to be told; nothing where another node looks.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        if (!channels.Any(channel => channel.IsOn) || !await leases.TakeAsync(Lease, _node, Held, ct)) return;
        var told = await settings.StartingAsync(Prefix, ct);
        foreach (var flow in await DataflowFreshness.AllAsync(dataflows, databases, ct))
            await LookAsync(flow, told.TryGetValue(Prefix + flow.Flow.Id, out var stored) ? JsonSerializer.Deserialize<Told>(stored) : null, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(DataflowFreshness flow, Told? told, CancellationToken ct)
    {
        var (now, alerts) = (clock.GetUtcNow(), options.Value.Alerts);
        var may = TimeSpan.FromHours(alerts.FreshHoursOf.GetValueOrDefault(flow.Flow.Id, alerts.FreshHours));
        if (flow.IsStale(now, may))
        {
            var isDue = told is null || told.Kind != AlertMessage.Stale || now - told.At >= TimeSpan.FromHours(alerts.RemindHours);
            await SendAsync(AlertMessage.OfStale(flow, now, alerts.Language, options.Value.PublicAddress), isDue ? new Told(AlertMessage.Stale, now, []) : told!, ct);
        }
        else if (told?.Kind == AlertMessage.Stale && flow.LastSuccess > told.At)
        {
            await SendAsync(AlertMessage.OfFresh(flow, alerts.Language, options.Value.PublicAddress), new Told(AlertMessage.FreshAgain, now, []), ct);
        }
        else if (told?.Kind == AlertMessage.FreshAgain)
        {
            await SendAsync(AlertMessage.OfFresh(flow, alerts.Language, options.Value.PublicAddress), told, ct);
        }
        else if (told is not null)
        {
            await settings.SetAsync(Prefix + flow.Flow.Id, null, ct); // paused, or told otherwise: nobody's worry any more
        }
    }

    private async Task SendAsync(AlertMessage message, Told told, CancellationToken ct)
    {
        foreach (var channel in channels.Where(one => one.IsOn && !told.Channels.Contains(one.Name)))
        {
            try
            {
                await channel.SendAsync(message, ct);
                told = told with { Channels = [.. told.Channels, channel.Name] };
                Sent(message.Kind, message.Dataflow, channel.Name);
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                NotSent(message.Kind, message.Dataflow, channel.Name, away.GetType().Name);
            }
        }

        var isOver = told.Kind == AlertMessage.FreshAgain && channels.Where(one => one.IsOn).All(one => told.Channels.Contains(one.Name));
        await settings.SetAsync(Prefix + message.Dataflow, isOver ? null : JsonSerializer.Serialize(told), ct);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            NotLooked(away.GetType().Name);
        }
    }

    /// <summary>What was told last, when, and by which ways.</summary>
    private sealed record Told(string Kind, DateTimeOffset At, IReadOnlyList<string> Channels);

    [LoggerMessage(LogLevel.Information, "Told {Kind} of {DataflowId} by {Channel}.")]
    private partial void Sent(string kind, string dataflowId, string channel);

    [LoggerMessage(LogLevel.Warning, "{Kind} of {DataflowId} could not be told by {Channel} ({Why}); the next look tries again.")]
    private partial void NotSent(string kind, string dataflowId, string channel, string why);

    [LoggerMessage(LogLevel.Warning, "Freshness could not be looked at ({Why}); the next look tries again.")]
    private partial void NotLooked(string why);
}
