using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Operations.Config;
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
            // As a start that was broken off leaves it: nobody can save it so.
            await using var db = await first.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
            var system = await db.Systems.AsNoTracking().SingleAsync(one => one.Id == "unnamed");
            db.Systems.Update(system with { Settings = system.Settings.SetItem("baseAddress", "http://127.0.0.1:1/") });
            await db.SaveChangesAsync();
        }
        await using var second = await StartAsync(mayBeDemo: false);
        (await Store(second).AllAsync()).ShouldAllBe(flow => flow.Version == 1);
        (await Systems(second).FindAsync("unnamed"))!.Settings["baseAddress"].ShouldNotBe("http://127.0.0.1:1/");
    }

    [Fact]
    public async Task FR_3_A_system_of_the_demo_stays_on_this_machine_by_the_store_a_verb_and_a_configuration_whether_its_sandboxes_run_or_not()
    {
        (string, string, string)[] moves = [("unnamed", "baseAddress", "https://books.example/api"), ("poweroffice-go", "environment", "production"), ("custom-crm", "file", "/srv/crm/real.db")];
        await using (var running = await StartAsync(mayBeDemo: true))
            foreach (var (id, setting, elsewhere) in moves) await ShouldStayAsync(running.Services, id, setting, elsewhere);
        await using var stopped = await DemoHost.StartAsync(_folder.Path, mayBeDemo: null, startsSystems: false);
        foreach (var (id, setting, elsewhere) in moves) await ShouldStayAsync(stopped.Services, id, setting, elsewhere);
    }

    private static async Task ShouldStayAsync(IServiceProvider services, string id, string setting, string elsewhere)
    {
        var store = services.GetRequiredService<SystemStore>();
        var before = (await store.FindAsync(id))!;
        var moved = before with { Settings = before.Settings.SetItem(setting, elsewhere) };
        (await Should.ThrowAsync<SystemKeptException>(() => store.SaveAsync(moved, "SesamTalk"))).Message.ShouldContain($"{id} is a system of the demo, played on this machine, and stays there: {setting} cannot be changed.");
        await Should.ThrowAsync<SystemKeptException>(() => store.SaveAsync(before with { Connector = "sql-other" }, "kari"));
        var answer = await SystemWork.AddAsync(services, new AddSystemRequest(id, null, null, null, new Dictionary<string, string> { [setting] = elsewhere }, new Dictionary<string, string>(), Replace: true, "kari"), TestContext.Current.CancellationToken);
        (answer.Exit, answer.Error!.EndsWith("Nothing was done.", StringComparison.Ordinal)).ShouldBe((ExitCode.BadInput, true));
        var config = services.GetRequiredService<ConfigStore>();
        var now = await config.NowAsync(TestContext.Current.CancellationToken);
        var wanted = now with { Systems = [.. now.Systems.Select(one => one.System.Id == id ? one with { System = moved } : one)] };
        (await config.ProblemsAsync(wanted, new Dictionary<string, string>(), TestContext.Current.CancellationToken)).ShouldContain(problem => problem.StartsWith($"{id} is a system of the demo", StringComparison.Ordinal));
        (await store.FindAsync(id))!.Settings.ShouldBe(before.Settings, ignoreOrder: true);
        await store.SaveAsync(before with { Name = before.Name + "!" }, "kari");
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
