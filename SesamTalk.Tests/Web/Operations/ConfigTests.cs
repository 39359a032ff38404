using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Operations.Config;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>An installation as a file, and a file as an installation.</summary>
public sealed class ConfigTests
{
    private static readonly Dictionary<string, string> Secrets = new() { ["A_CRM_CONNECTION"] = "Data Source=crm.db", ["MY_SECRET"] = "Data Source=own.db" };

    [Fact]
    public async Task What_is_exported_and_applied_to_an_empty_installation_is_exported_as_the_same_text()
    {
        await using var one = await FilledAsync();
        var text = (await Store(one).NowAsync(CancellationToken.None)).Write();
        text.ShouldNotContain("Data Source");
        text.ShouldContain("env: A_CRM_CONNECTION");
        await using var other = await TwoSystems.StartAsync([], Shop.SystemA, Shop.SystemB);
        await ApplyAsync(other, text);
        (await Store(other).NowAsync(CancellationToken.None)).Write().ShouldBe(text);
        (await Store(other).CompareAsync(ConfigFile.Read(text), Secrets, CancellationToken.None)).ShouldBeEmpty();
        foreach (var flow in ShippedDataflows.All)
            DefinitionJson.Write((await other.Dataflows.FindAsync(flow.Id))! with { Version = 0 }).ShouldBe(DefinitionJson.Write(flow with { Version = 0, Schedule = Schedule.Each(TimeSpan.FromMinutes(15)) }));
        // Applied once more, nothing becomes a new version.
        await ApplyAsync(other, text);
        (await other.Dataflows.AllAsync()).ShouldAllBe(flow => flow.Version == 1);
    }

    [Fact]
    public async Task A_change_is_shown_with_its_effect_before_it_is_made()
    {
        await using var world = await FilledAsync();
        var now = await Store(world).NowAsync(CancellationToken.None);
        var flow = now.Dataflows.First(one => one.Id == "shop");
        var edited = now with
        {
            Dataflows = [flow with { Schedule = null, Pairs = [flow.Pairs[0] with { Properties = flow.Pairs[0].Properties.RemoveAt(1) }, .. flow.Pairs.Skip(1)] }],
            Systems = [.. now.Systems.Where(one => one.System.Id == "a-crm").Select(one => one with { System = one.System with { Settings = one.System.Settings.SetItem("pageSize", "7") } })],
        };
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Kari"), KeyValuePair.Create("Email", (object?)"kari@x.example"));
        await world.SettleAsync();
        var changes = await Store(world).CompareAsync(ConfigFile.Read(edited.Write()), Secrets, CancellationToken.None);
        var system = changes.Single(change => change.What == "system/a-crm");
        system.Lines.ShouldBe(["pageSize: – → 7"]);
        var shop = changes.Single(change => change.What == "dataflow/shop");
        shop.Lines.ShouldContain(line => line.StartsWith("schedule: ") && line.EndsWith("→ –"));
        shop.Effect.ShouldBe("It becomes version 2; plans of earlier versions expire. 1 records of 1 changed pairs are looked at by the next run. Its schedule changes within seconds.");
        changes.Where(change => change.Kind == ConfigChange.NotInFile).Select(change => change.What).ShouldContain("system/a");
        (await world.Dataflows.FindAsync("shop"))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_next_run_would_write_is_shown_before_a_change_of_rules_is_applied_beside_what_it_would_write_without_it()
    {
        var (customers, city) = (Shop.Dataflow.Pairs[0], Shop.Row("Address.City", "City"));
        var without = customers with { Properties = [.. customers.Properties.Where(row => row.Id != city.Id)] };
        await using var world = await TwoSystems.StartAsync(TimeProvider.System, [Shop.Dataflow with { Schedule = Schedule.Each(TimeSpan.FromHours(1)), Pairs = [without, .. Shop.Dataflow.Pairs.Skip(1)] }], [Shop.SystemA, Shop.SystemB],
            (services, _) => services.AddSingleton<ISecretProtector>(Plain.Instance).AddSingleton<ConfigStore>().AddSingleton<ConfigForecast>());
        foreach (var number in Enumerable.Range(1, 3)) world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)$"Kunde {number}"), KeyValuePair.Create("Email", (object?)$"k{number}@x.example"), KeyValuePair.Create("Address.City", (object?)"Oslo"));
        await world.SettleAsync();
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"New"), KeyValuePair.Create("Email", (object?)"new@x.example"));
        var now = await Store(world).NowAsync(CancellationToken.None);
        var (flow, pair) = (now.Dataflows[0], now.Dataflows[0].Pairs[0]);
        // Nothing is created any more, and the city comes along.
        var rules = pair with { ToB = new Direction(), Properties = [.. pair.Properties, city] };
        var edited = now with { Dataflows = [flow with { Pairs = [rules, .. flow.Pairs.Skip(1)] }] };
        var answer = await ConfigVerb.CompareAsync(world.Get<IServiceProvider>(), new ConfigRequest(edited.Write(), [], Apply: false, "Kari") { Plan = true }, CancellationToken.None);
        answer.Exit.ShouldBe(ExitCode.NeedsPerson, answer.Error);
        answer.Text.Split(Environment.NewLine).ShouldContain("  The next run by it: in b create 0, update 3, delete 0. Without the change: in b create 1, update 0, delete 0.");
        var forecast = answer.Json!.Value.GetProperty("changes").EnumerateArray().Single(change => change.GetProperty("what").GetString() == "dataflow/shop").GetProperty("forecast");
        forecast.GetProperty("writes")[1].GetProperty("updates").GetInt32().ShouldBe(3);
        (world.B.Records("People").Count, (await world.Dataflows.FindAsync("shop"))!.Version).ShouldBe((3, 1));
        // It comes as it was said.
        (await ConfigVerb.CompareAsync(world.Get<IServiceProvider>(), new ConfigRequest(edited.Write(), [], Apply: true, "Kari") { Plan = true }, CancellationToken.None)).Exit.ShouldBe(ExitCode.Done);
        (await world.SyncAsync()).Counts.ShouldSatisfyAllConditions(counts => counts.UpdatedB.ShouldBe(3), counts => counts.CreatedB.ShouldBe(0));
        // What does not change the rules is not planned, and a file that changes nothing says so.
        var slower = edited with { Dataflows = [edited.Dataflows[0] with { Schedule = null }] };
        (await ConfigVerb.CompareAsync(world.Get<IServiceProvider>(), new ConfigRequest(slower.Write(), [], Apply: false, "Kari") { Plan = true }, CancellationToken.None)).Text.ShouldNotContain("next run by it");
        (await ConfigVerb.CompareAsync(world.Get<IServiceProvider>(), new ConfigRequest(edited.Write(), [], Apply: false, "Kari") { Plan = true }, CancellationToken.None)).Exit.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task What_cannot_be_applied_changes_nothing_and_says_why()
    {
        await using var world = await TwoSystems.StartAsync([], Shop.SystemA, Shop.SystemB);
        await using var filled = await FilledAsync();
        var whole = await Store(filled).NowAsync(CancellationToken.None);
        (await Store(world).ProblemsAsync(whole, new Dictionary<string, string>(), CancellationToken.None)).ShouldBe(["The system a-crm: the variable A_CRM_CONNECTION for connection is not set.", "The system b-own: the variable MY_SECRET for connection is not set."]);
        (await Store(world).ProblemsAsync(whole with { Systems = [] }, Secrets, CancellationToken.None)).ShouldBeEmpty();
        var alone = whole with { Systems = [], Dataflows = [Shop.Dataflow with { A = Shop.Dataflow.A with { SystemId = "gone" } }] };
        (await Store(world).CompareAsync(alone, Secrets, CancellationToken.None)).First(change => change.What == "dataflow/shop").Effect.ShouldContain("There is no system gone yet");
        foreach (var (text, why) in new[]
        {
            ("a: [", "Line"), ("hello", "no configuration"), ("sesamtalk: 2", "form 2"), ("sesamtalk: 1\nsystem: []", "“system” is not known"), ("sesamtalk: 1\nsettings:\n  x: y", "The setting “x”"),
            ("sesamtalk: 1\nsystems:\n- id: a\n  name: A\n  connector: rest\n  environment: test\n  secrets:\n    key: plain", "never stands in the file"), ("sesamtalk: 1\ndataflows:\n- id: x", "The dataflow x"),
        })
            Should.Throw<InvalidDataException>(() => ConfigFile.Read(text)).Message.ShouldSatisfyAllConditions(said => said.ShouldContain(why), said => said.ShouldEndWith("Nothing was done."));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("0012")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData(" lead")]
    [InlineData("trail ")]
    [InlineData("a: b # c")]
    [InlineData("- x")]
    [InlineData("two\nlines\n")]
    [InlineData("two\r\nlines\r\n")]
    [InlineData("line with blank \nend\n")]
    [InlineData("\ttab\n")]
    [InlineData("no end\nof line")]
    [InlineData("many ends\n\n\n")]
    [InlineData("2026-03-01")]
    [InlineData("12:30:00")]
    [InlineData("\"quoted\" 'both' \\ \u0001 \u2028 æøå")]
    [InlineData("~")]
    [InlineData("null")]
    public void Any_text_comes_back_as_it_was(string text)
    {
        var node = new JsonObject { [text] = new JsonArray(text, 1.5, -3, true, null, new JsonObject(), new JsonArray()) };
        JsonNode.DeepEquals(ConfigYaml.Read(ConfigYaml.Write(node)), node).ShouldBeTrue(ConfigYaml.Write(node));
    }

    private static async Task<TwoSystems> FilledAsync()
    {
        var world = await TwoSystems.StartAsync([Shop.Dataflow with { Schedule = Schedule.Each(TimeSpan.FromHours(1)) }, .. ShippedDataflows.All.Select(flow => flow with { Schedule = Schedule.Each(TimeSpan.FromMinutes(15)) })], Shop.SystemA, Shop.SystemB);
        await world.Get<SettingStore>().ChooseAsync(SettingStore.InnerAddresses, "crm.inner, 10.0.0.7", "Kari");
        var entities = "- entity: Customers\n  table: customers\n  key: [id]\n";
        var store = world.Get<SystemStore>();
        foreach (var id in new[] { "a-crm", "b-own" })
            await store.SaveAsync(new ConnectedSystem
            {
                Id = id, Name = "Æ " + id, Connector = "memory", Environment = SystemEnvironment.Test, Settings = new Dictionary<string, string> { ["entities"] = entities, ["provider"] = "sqlite" }.ToImmutableDictionary(),
                ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("connection", Plain.Instance.Protect(id == "a-crm" ? "Data Source=crm.db" : "Data Source=own.db")),
            }, "Kari");
        await world.Get<SettingStore>().SetAsync("config.env.b-own.connection", "MY_SECRET");
        return world;
    }

    private static ConfigStore Store(TwoSystems world) => new(world.Get<SystemStore>(), world.Dataflows, world.Get<SettingStore>(), world.Populations, world.Get<ConnectorCatalog>(), Plain.Instance);

    private static async Task ApplyAsync(TwoSystems world, string text)
    {
        var wanted = ConfigFile.Read(text);
        (await Store(world).ProblemsAsync(wanted, Secrets, CancellationToken.None)).ShouldBeEmpty();
        await Store(world).ApplyAsync(wanted, Secrets, "Kari", CancellationToken.None);
    }

    private sealed class Plain : ISecretProtector
    {
        public static readonly Plain Instance = new();

        public string Protect(string secret) => "p:" + secret;

        public string Reveal(string protectedSecret) => protectedSecret[2..];
    }
}
