using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class DemoInstallationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_first_start_sets_up_five_dataflows_and_six_systems_that_answer_and_every_pair_is_ready()
    {
        await using var host = await StartAsync(mayBeDemo: true);
        (await Store(host).AllAsync()).Select(flow => flow.Id).ShouldBe(ShippedDataflows.All.Select(flow => flow.Id), ignoreOrder: true);
        foreach (var system in await Systems(host).AllAsync())
        {
            await using var connector = host.Services.GetRequiredService<ConnectorCatalog>().Open(system);
            var check = await connector.CheckAsync(TestContext.Current.CancellationToken);
            check.Steps.ShouldAllBe(step => step.IsFine);
            system.Environment.ShouldBe(SystemEnvironment.Demo);
        }
        (await Systems(host).AllAsync()).Select(system => system.Id).ShouldBe(["poweroffice-go", "unnamed", "opensesam", "custom-webshop", "custom-crm", "custom-pms"], ignoreOrder: true);
        foreach (var flow in await Store(host).AllAsync()) await ShouldBeReadyAsync(host, flow);
    }

    [Fact]
    public async Task A_second_start_adds_nothing_and_points_the_systems_at_where_they_are_now()
    {
        await using (var first = await StartAsync(mayBeDemo: true))
        {
            var system = (await Systems(first).FindAsync("unnamed"))!;
            await Systems(first).SaveAsync(system with { Settings = system.Settings.SetItem("baseAddress", "http://127.0.0.1:1/") }, "test");
        }
        await using var second = await StartAsync(mayBeDemo: false);
        (await Store(second).AllAsync()).ShouldAllBe(flow => flow.Version == 1);
        (await Systems(second).FindAsync("unnamed"))!.Settings["baseAddress"].ShouldNotBe("http://127.0.0.1:1/");
    }

    [Fact]
    public async Task Where_it_may_not_be_a_demo_it_stays_empty_for_good()
    {
        await using (var first = await StartAsync(mayBeDemo: false)) (await Store(first).AllAsync()).ShouldBeEmpty();
        await using var second = await StartAsync(mayBeDemo: true);
        (await Store(second).AllAsync()).ShouldBeEmpty();
        (await Systems(second).AllAsync()).ShouldBeEmpty();
        second.HasSystems.ShouldBeFalse();
    }

    [Fact]
    public async Task A_verb_that_says_nothing_of_a_demo_leaves_it_open_and_a_later_start_decides()
    {
        await using (var verb = await StartAsync(mayBeDemo: null))
        {
            (await Store(verb).AllAsync()).ShouldBeEmpty();
            (await verb.Services.GetRequiredService<SettingStore>().GetAsync(DemoInstallation.Setting)).ShouldBeNull();
        }
        await using var served = await StartAsync(mayBeDemo: true);
        (await Store(served).AllAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task An_installation_that_somebody_works_in_never_becomes_a_demo()
    {
        await using (var first = await StartAsync(mayBeDemo: false))
        {
            await Systems(first).SaveAsync(new ConnectedSystem { Id = "own", Name = "Own", Connector = "rest" }, "kari");
            await first.Services.GetRequiredService<SettingStore>().SetAsync(DemoInstallation.Setting, null);
        }
        await using var second = await StartAsync(mayBeDemo: true);
        (await Store(second).AllAsync()).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task ShouldBeReadyAsync(DemoHost host, Dataflow flow)
    {
        var report = Readiness.Check(flow, await DescribeAsync(host, flow.A.SystemId!), await DescribeAsync(host, flow.B.SystemId!));
        report.Problems.Select(problem => $"{problem.PairId} {problem.RowId}: {problem.Sentence}").ShouldBeEmpty();
        report.Ready.Length.ShouldBe(flow.Pairs.Length);
    }

    private static async Task<SystemDescription> DescribeAsync(DemoHost host, string system)
    {
        await using var connector = host.Services.GetRequiredService<ConnectorCatalog>().Open((await Systems(host).FindAsync(system))!);
        return (await connector.DescribeAsync(TestContext.Current.CancellationToken)).Value!;
    }

    private Task<DemoHost> StartAsync(bool? mayBeDemo) => DemoHost.StartAsync(_folder.Path, mayBeDemo);

    private static DataflowStore Store(DemoHost host) => host.Services.GetRequiredService<DataflowStore>();

    private static SystemStore Systems(DemoHost host) => host.Services.GetRequiredService<SystemStore>();
}
