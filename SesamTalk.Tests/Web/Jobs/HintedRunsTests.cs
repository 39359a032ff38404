using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class HintedRunsTests : IAsyncLifetime
{
    private const string Shop = "custom-webshop", Flow = "poweroffice-go-custom-webshop";
    private static readonly SystemDescription Describes = new([.. new[] { "Customer", "Product", "Order", "Voucher" }.Select(name => new EntityDescription(new Schema(name, [new("id", PropertyType.Text) { IsKey = true }]), new()))]);

    private readonly TempFolder _folder = new();
    private readonly FakeRuns _runs = new();
    private readonly HandClock _clock = new();
    private JobHost _jobs = null!;
    private HintedRuns _hinted = null!;

    public async ValueTask InitializeAsync()
    {
        _jobs = await JobHost.StartAsync(_folder.Path, _runs);
        foreach (var flow in ShippedDataflows.All) await Store.SaveAsync(flow, "test", "");
        _hinted = new HintedRuns(_jobs.Queue, Store, _clock, NullLogger<HintedRuns>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _hinted.Dispose();
        await _jobs.DisposeAsync();
        _folder.Dispose();
    }

    private DataflowStore Store => _jobs.Services.GetRequiredService<DataflowStore>();

    [Fact]
    public async Task A_storm_of_hints_is_one_run_a_little_later()
    {
        for (var hint = 0; hint < 200; hint++) await TellAsync("Order");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _runs.Requests.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        await _runs.BegunAsync(Flow);
        var request = _runs.Requests.ShouldHaveSingleItem();
        (request.DataflowId, request.Kind, request.Trigger).ShouldBe((Flow, RunKind.Changes, RunTrigger.Webhook));
        _runs.LetEnd();
        await _jobs.Queue.EndedAsync(request.RunId!.Value);
    }

    [Fact]
    public async Task What_is_told_while_a_run_is_under_way_is_read_by_one_that_begins_after_it()
    {
        var first = await _jobs.Queue.EnqueueAsync(Flow, RunKind.Changes, RunTrigger.Schedule, "");
        await _runs.BegunAsync(Flow);
        await TellAsync("Product");
        _clock.Advance(TimeSpan.FromMinutes(1));
        _runs.Requests.Count.ShouldBe(1, "the run under way may have read past it");
        _runs.LetEnd();
        await _jobs.Queue.EndedAsync(first);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await _runs.BegunAsync(Flow);
        _runs.Requests.Last().Trigger.ShouldBe(RunTrigger.Webhook);
        _runs.LetEnd();
    }

    [Fact]
    public async Task Runs_that_are_asked_for_one_after_another_keep_a_distance()
    {
        _runs.LetEnd(2);
        await TellAsync("Order");
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _runs.BegunAsync(Flow);
        await _jobs.Queue.EndedAsync(_runs.Requests.Last().RunId!.Value);
        await TellAsync("Order");
        _clock.Advance(TimeSpan.FromSeconds(10));
        _runs.Requests.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await _runs.BegunAsync(Flow);
        _runs.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_dataflows_that_have_the_entity_and_are_not_paused_are_run()
    {
        await TellAsync("Voucher");
        await _hinted.TellAsync("another system", Describes, null);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Store.PauseAsync(Flow, "moving house", "ola")).ShouldBeTrue();
        await TellAsync("Order");
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Store.ResumeAsync(Flow, "ola")).ShouldBeTrue();
        _runs.Requests.ShouldBeEmpty();

        await _hinted.TellAsync(Shop, Describes, null);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _runs.BegunAsync(Flow);
        _runs.Requests.Count.ShouldBe(1, "what was not understood means all of the system");
        _runs.LetEnd();
    }

    private Task TellAsync(string entity) => _hinted.TellAsync(Shop, Describes, new HashSet<string> { entity });
}
