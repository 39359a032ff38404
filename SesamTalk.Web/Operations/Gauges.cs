using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Operations;

/// <summary>What is measured by looking: how many records are how, and how long ago each dataflow last ran well. Looked at every minute.</summary>
internal sealed partial class Gauges(
    DataflowStore dataflows, PopulationCounts counts, IDbContextFactory<TalkDb> databases, IMeterFactory meters, TimeProvider clock, ILogger<Gauges> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);
    private (IReadOnlyList<DataflowFreshness> Fresh, IReadOnlyDictionary<string, DataflowCounts> Counts) _seen = ([], new Dictionary<string, DataflowCounts>());

    /// <summary>Looks now.</summary>
    public async Task LookAsync(CancellationToken ct) => _seen = (await DataflowFreshness.AllAsync(dataflows, databases, ct), await counts.AllAsync(ct));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var meter = meters.Create(new MeterOptions(RunTelemetry.Name));
        meter.CreateObservableGauge("sesamtalk.records", Records, description: "Linked records and records without a partner, by what is the case with them.");
        meter.CreateObservableGauge("sesamtalk.dataflow.age", Ages, "s", "Time since the last successful run.");
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private List<Measurement<int>> Records() =>
        [.. _seen.Counts.Values.SelectMany(flow => Enum.GetValues<Population>().Select(state => new Measurement<int>(flow.All.Of(state), new("dataflow", flow.DataflowId), new("state", state.ToString()))))];

    private List<Measurement<double>> Ages() =>
        [.. _seen.Fresh.Where(one => one.LastSuccess is not null).Select(one => new Measurement<double>((clock.GetUtcNow() - one.LastSuccess!.Value).TotalSeconds, new KeyValuePair<string, object?>("dataflow", one.Flow.Id)))];

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            NotSeen(away.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How the dataflows stand could not be measured ({Why}); the next look tries again.")]
    private partial void NotSeen(string why);
}
