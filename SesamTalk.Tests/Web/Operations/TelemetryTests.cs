using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>What a collector of measurements and traces is sent.</summary>
public sealed class TelemetryTests
{
    private const string Flow = "told-to-a-collector";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_comes_to_a_collector_as_a_span_with_its_steps_and_as_counts_and_no_value_goes_along(bool byOwnSetting)
    {
        using var collector = new Collector();
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow with { Id = Flow }, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Zebrafjord"), KeyValuePair.Create("Email", (object?)"zebra@fjord.example"));
        using var text = new PrometheusText();
        var standard = new ConfigurationBuilder().AddInMemoryCollection(byOwnSetting ? [] : [KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)collector.Address.ToString())]).Build();
        using var telemetry = new Telemetry(Options.Create(new OperationsOptions { Otlp = byOwnSetting ? collector.Address : null }), text, standard);
        await telemetry.StartAsync(CancellationToken.None);
        var run = await world.SyncAsync();
        run.Outcome.ShouldBe(RunOutcome.Done);
        await telemetry.StopAsync(CancellationToken.None); // what is left is sent at the end

        var traces = await collector.HearAsync("/v1/traces", run.Id.ToString());
        foreach (var step in new[] { "run", "recover", "read", "write", "sesamtalk.dataflow", Flow, "sesamtalk.outcome", "Done" }) traces.ShouldContain(step);
        var measured = await collector.HearAsync("/v1/metrics", Flow);
        foreach (var name in new[] { "sesamtalk.runs", "sesamtalk.writes", "sesamtalk.reads", "sesamtalk.run.duration", "outcome", "sesamtalk" }) measured.ShouldContain(name);
        collector.Types.ShouldAllBe(type => type == "application/x-protobuf");
        foreach (var value in new[] { "Zebrafjord", "zebra@" }) (traces + measured).ShouldNotContain(value);
    }

    /// <summary>Takes in what is posted to it, as a collector of OTLP over HTTP does.</summary>
    private sealed class Collector : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
        private readonly HttpListener _listener = new();
        private readonly ConcurrentDictionary<string, StringBuilder> _heard = new();
        private readonly SemaphoreSlim _more = new(0);
        private readonly Task _ear;

        public Collector()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ear = ListenAsync();
        }

        public Uri Address { get; }

        public ConcurrentBag<string?> Types { get; } = [];

        /// <summary>All that came to an address, when a word is in it; the texts of protobuf stand in it as they are.</summary>
        public async Task<string> HearAsync(string path, string word)
        {
            using var soon = new CancellationTokenSource(Patience);
            while (true)
            {
                if (_heard.TryGetValue(path, out var heard))
                {
                    lock (heard)
                    {
                        if (heard.ToString() is var all && all.Contains(word, StringComparison.Ordinal)) return all;
                    }
                }

                await _more.WaitAsync(soon.Token);
            }
        }

        public void Dispose()
        {
            _listener.Close();
            _ear.ContinueWith(_ => _more.Dispose(), TaskScheduler.Default).Wait(Patience);
        }

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var posted = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await posted.Request.InputStream.CopyToAsync(body);
                    var heard = _heard.GetOrAdd(posted.Request.Url!.AbsolutePath, _ => new StringBuilder());
                    lock (heard) heard.Append(Encoding.UTF8.GetString(body.ToArray()));
                    Types.Add(posted.Request.ContentType);
                    posted.Response.Close();
                    _more.Release();
                }
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                // Nobody listens any more.
            }
        }
    }
}
