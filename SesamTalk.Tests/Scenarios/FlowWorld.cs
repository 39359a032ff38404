using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;
using Shouldly;

namespace SesamTalk.Tests.Scenarios;

/// <summary>
/// Shipped dataflows between the sandboxes of their systems, which begin empty unless a story is asked for, through the real connectors as the demo
/// connects them. People edit and look behind the scenes of the sandboxes.
/// </summary>
internal sealed class FlowWorld : IAsyncDisposable
{
    public const string Go = SandboxHost.PowerOfficeGo;

    private readonly TempFolder _folder;
    private readonly ServiceProvider _services;
    private readonly SandboxOptions _options;
    private readonly string _dataflow;
    private readonly HttpClient _http = new();
    private SandboxHost _sandboxes;

    private FlowWorld(TempFolder folder, ServiceProvider services, SandboxOptions options, SandboxHost sandboxes, string dataflow) =>
        (_folder, _services, _options, _sandboxes, _dataflow) = (folder, services, options, sandboxes, dataflow);

    public TalkDb Db => _services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContext();

    public SandboxHost Sandboxes => _sandboxes;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static Task<FlowWorld> StartAsync(string dataflow, Action<IServiceCollection>? more = null) => StartAsync([.. ShippedDataflows.All.Where(flow => flow.Id == dataflow)], null, more);

    /// <summary>Several dataflows on one PowerOffice Go, with a story where a size is given.</summary>
    public static async Task<FlowWorld> StartAsync(IReadOnlyList<Dataflow> flows, StorySize? story, Action<IServiceCollection>? more = null)
    {
        var folder = new TempFolder();
        var options = new SandboxOptions
        {
            DataFolder = folder.Path, Seed = story is not null, Size = story ?? new(), PowerOfficeGoPort = 0, UnnamedPort = 0, OpenSesamPort = 0, WebshopPort = 0, CustomCrmPort = 0, CustomPmsPort = 0,
            PowerOfficeGoRequestsPerSecond = 0, Only = [.. flows.SelectMany(flow => new[] { flow.A.SystemId!, flow.B.SystemId! }).Distinct()],
        };
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSingleton<ISecretProtector, PlainSecrets>();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(storage => storage.DataFolder = folder.Path);
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await TalkMigrations.MigrateAsync(provider);
        foreach (var flow in flows) await provider.GetRequiredService<DataflowStore>().SaveAsync(flow, "test", "");
        var world = new FlowWorld(folder, provider, options, await SandboxHost.StartAsync(options), flows[0].Id);
        await world.ConnectAsync();
        return world;
    }

    public Task<Run> SyncAsync(RunKind kind = RunKind.Changes, string? dataflow = null) =>
        _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(dataflow ?? _dataflow, kind, RunTrigger.CommandLine), null, CancellationToken.None);

    /// <summary>Syncs until there is nothing to write, which must not take long.</summary>
    public async Task SettleAsync()
    {
        for (var run = 0; run < 4; run++)
        {
            var last = await SyncAsync();
            last.Outcome.ShouldBeOneOf([RunOutcome.Done, RunOutcome.DoneWithConflicts, RunOutcome.NothingToDo], last.Reason.ToString());
            if (last.Counts.Writes == 0) return;
        }
        throw new ShouldAssertException("It does not come to rest.\n" + Said());
    }

    /// <summary>After all that happened a run, and one that reads everything, find nothing to write.</summary>
    public async Task ShouldBeSilentAsync()
    {
        var quiet = await SyncAsync();
        quiet.Counts.Writes.ShouldBe(0, Said());
        var full = await SyncAsync(RunKind.Everything);
        (full.Counts.Writes, full.Counts.Linked).ShouldBe((0, 0), Said());
    }

    /// <summary>Somebody makes a record in a system itself; gives its id.</summary>
    public async Task<string> MakeAsync(string system, string entity, JsonObject values, string? parent = null)
    {
        var made = await EditAsync(system, new JsonObject { ["entity"] = entity, ["op"] = "create", ["parent"] = parent, ["values"] = values });
        return (made["id"] ?? made["Id"])!.ToString();
    }

    /// <summary>Somebody edits a record in a system itself.</summary>
    public Task ChangeAsync(string system, string entity, string id, JsonObject values) =>
        EditAsync(system, new JsonObject { ["entity"] = entity, ["op"] = "update", ["id"] = id, ["values"] = values });

    /// <summary>What stands in a system.</summary>
    public async Task<List<JsonObject>> RecordsAsync(string system, string entity) =>
        [.. JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), "_sandbox/records/" + entity)))!.AsArray().Select(record => record!.AsObject())];

    /// <summary>The one record that has this value; the path may go below an object.</summary>
    public async Task<JsonObject> OneAsync(string system, string entity, string path, string value)
    {
        var records = await RecordsAsync(system, entity);
        var found = records.Where(record => At(record, path) == value).ToList();
        found.Count.ShouldBe(1, $"{entity} with {path} {value} in {system}; there are\n{string.Join('\n', records.Select(record => record.ToJsonString()))}\n{Said()}");
        return found[0];
    }

    /// <summary>The text at a path of a record; empty where nothing stands there.</summary>
    public static string At(JsonNode? record, string path) => path.Split('/').Aggregate(record, (at, name) => (at as JsonObject)?[name])?.ToString() ?? "";

    /// <summary>What the system's own journal says was written through its API.</summary>
    public async Task<List<string>> WrittenAsync(string system) =>
        [.. JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), "_sandbox/journal?limit=10000")))!.AsArray()
            .Where(entry => entry!["by"]!.ToString() == "api").Select(entry => $"{entry!["operation"]} {entry["entity"]} {entry["id"]}")];

    /// <summary>The system's own journal of an entity, oldest first.</summary>
    public async Task<List<JsonObject>> JournalAsync(string system, string entity) =>
        [.. JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), "_sandbox/journal?limit=10000")))!.AsArray().Select(entry => entry!.AsObject()).Where(entry => entry["entity"]!.ToString() == entity)];

    /// <summary>Turns something behind the scenes of a sandbox.</summary>
    public async Task ControlAsync(string system, string what, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(system), "_sandbox/" + what), body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task ClearFaultsAsync(string system)
    {
        using var answer = await _http.DeleteAsync(new Uri(_sandboxes.Address(system), "_sandbox/faults"));
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>The sandboxes are gone, as after a power cut, until they are started again.</summary>
    public async Task StopSandboxesAsync() => await _sandboxes.DisposeAsync();

    public async Task StartSandboxesAsync()
    {
        _sandboxes = await SandboxHost.StartAsync(_options);
        await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await _sandboxes.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    // What the engine kept and wrote, for the message of a test that fails.
    private string Said()
    {
        using var db = Db;
        var last = db.Runs.ToList().OrderBy(run => run.Id).Last();
        var unlinked = db.UnlinkedRecords.ToList().Select(one => $"{one.PairId} {one.Side} {one.Label} {one.State}: {one.Reason}");
        var links = db.Links.ToList().Select(link => $"{link.PairId} {link.LabelA} = {link.LabelB} {link.State}: {link.Reason}");
        var writes = db.Writes.ToList().Where(write => write.RunId == last.Id || write.State != WriteState.Done).Select(write => $"{write.PairId} {write.Act} {write.Side} {write.Label}: {string.Join(", ", write.Sent.Pairs)} {write.State} {write.Message}");
        return $"{last.Outcome} {last.Reason}\n{string.Join('\n', unlinked.Concat(links).Concat(writes))}";
    }

    private async Task ConnectAsync()
    {
        var systems = _services.GetRequiredService<SystemStore>();
        foreach (var system in new DemoSystems(new PlainSecrets()).At(_sandboxes, _options))
        {
            var settings = system.Id == Go ? system.Settings.SetItem("requestsPerSecond", "0").SetItem("readLagSeconds", "0").SetItem("patienceSeconds", "0") : system.Settings;
            await systems.SaveAsync(system with { Settings = settings }, "test");
        }
    }

    private async Task<JsonNode> EditAsync(string system, JsonObject edit)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(system), "_sandbox/edit"), edit);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }
}
