using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A system fails in the middle of a run: the run says why, nothing is lost or made twice, and it goes on when the cause is mended.</summary>
public sealed class TroubleOnTheWayTests
{
    private const string Go = FlowWorld.Go, OpenSesam = "opensesam";
    private const int Suppliers = 6;

    [Theory]
    [InlineData("killed", RunOutcome.Interrupted, "OpenSesam")]
    [InlineData("revoked", RunOutcome.Failed, "revoked")]
    [InlineData("web pages", RunOutcome.Interrupted, "web page")]
    public async Task It_ends_with_a_named_cause_and_goes_on_by_itself_when_mended(string trouble, RunOutcome outcome, string cause)
    {
        var trap = new Trap("POST", "/v1/organisations", 3);
        await using var world = await FlowWorld.StartAsync("poweroffice-opensesam", services => services.AddHttpClient("connectors").AddHttpMessageHandler(() => new Springing(trap)));
        for (var at = 0; at < Suppliers; at++) await world.MakeAsync(Go, "Suppliers", new() { ["Name"] = $"Leverandør {at} AS", ["OrganizationNumber"] = $"97476067{at}" });
        trap.Springs = () => trouble switch
        {
            "killed" => world.StopSandboxesAsync(),
            "revoked" => world.ControlAsync(OpenSesam, "dials", new() { ["keyRevoked"] = true }),
            _ => world.ControlAsync(OpenSesam, "faults", new() { ["kind"] = "html", ["count"] = 1000 }),
        };

        var broken = await world.SyncAsync();
        if (trouble == "web pages") broken = await world.SyncAsync(); // the write itself is unknown; the next read is what stops the run
        broken.Outcome.ShouldBe(outcome, broken.Reason.ToString());
        broken.Reason.ToString().ShouldContain(cause);

        if (trouble == "killed") await world.StartSandboxesAsync();
        else if (trouble == "revoked") await world.ControlAsync(OpenSesam, "dials", new() { ["keyRevoked"] = false });
        else await world.ClearFaultsAsync(OpenSesam);
        await world.SettleAsync();

        (await world.RecordsAsync(OpenSesam, "organisations")).Select(one => FlowWorld.At(one, "name")).ShouldBe(Enumerable.Range(0, Suppliers).Select(at => $"Leverandør {at} AS"), ignoreOrder: true);
        await world.ShouldBeSilentAsync();
    }

    /// <summary>Goes off at the so-manieth request that fits.</summary>
    private sealed class Trap(string verb, string path, int at)
    {
        private int _seen;

        public Func<Task> Springs { get; set; } = () => Task.CompletedTask;

        public Task MeetAsync(HttpRequestMessage request) => request.Method.Method == verb && request.RequestUri!.AbsolutePath.StartsWith(path, StringComparison.Ordinal) && ++_seen == at ? Springs() : Task.CompletedTask;
    }

    private sealed class Springing(Trap trap) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await trap.MeetAsync(request);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
