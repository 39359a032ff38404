using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Scenarios;

/// <summary>The shipped dataflow between Powerofficego and the unnamed system, with the real connectors and the sandboxes, over HTTP on loopback.</summary>
internal sealed class UnnamedWorld : IAsyncDisposable
{
    public const string DataflowId = "powerofficego-unnamed";

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly SandboxHost _sandboxes;
    private readonly HttpClient _http = new();

    private UnnamedWorld(TempFolder folder, ServiceProvider services, SandboxHost sandboxes) => (_folder, _services, _sandboxes) = (folder, services, sandboxes);

    public TalkDb Db => _services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContext();

    public static async Task<UnnamedWorld> StartAsync(bool seed)
    {
        var folder = new TempFolder();
        var sandboxes = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = folder.Path, Only = [SandboxHost.PowerOfficeGo, SandboxHost.Unnamed], Seed = seed, PowerOfficeGoPort = 0, UnnamedPort = 0, CustomCrmPort = 0, CustomPmsPort = 0, PowerOfficeGoRequestsPerSecond = 0 });
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSingleton<ISecretProtector, PlainSecrets>();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => options.DataFolder = folder.Path);
        var provider = services.BuildServiceProvider();
        await TalkMigrations.MigrateAsync(provider);
        var systems = provider.GetRequiredService<SystemStore>();
        await systems.SaveAsync(Go(sandboxes), "test");
        await systems.SaveAsync(Unnamed(sandboxes), "test");
        await provider.GetRequiredService<DataflowStore>().SaveAsync(ShippedDataflows.All.Single(d => d.Id == DataflowId), "test", "");
        return new UnnamedWorld(folder, provider, sandboxes);
    }

    public Task<Run> SyncAsync(RunKind kind = RunKind.Changes) =>
        _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(DataflowId, kind, RunTrigger.CommandLine), null, CancellationToken.None);

    /// <summary>Somebody edits in a system itself.</summary>
    public async Task<JsonNode> EditAsync(string system, string entity, string act, string? id, JsonObject values)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(system), "_sandbox/edit"), new JsonObject { ["entity"] = entity, ["op"] = act, ["id"] = id, ["values"] = values });
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonObject?> UnnamedAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandboxes.Address("unnamed"), "api/" + path));
        request.Headers.Authorization = new("Bearer", "demo-unnamed-key");
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject() : null;
    }

    /// <summary>The sandbox's own journal of writes that came through the API.</summary>
    public async Task<JsonArray> JournalAsync(string system, long after = 0) =>
        (JsonArray)JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), $"_sandbox/journal?limit=10000&after={after}")))!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await _sandboxes.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static ConnectedSystem Go(SandboxHost sandboxes) => new()
    {
        Id = "poweroffice-go", Name = "PowerOffice Go", Connector = "poweroffice-go", Environment = SystemEnvironment.Demo,
        Settings = new Dictionary<string, string>
        {
            ["environment"] = "custom", ["baseAddress"] = new Uri(sandboxes.Address("poweroffice-go"), "Demo/v2").AbsoluteUri,
            ["tokenAddress"] = new Uri(sandboxes.Address("poweroffice-go"), "Demo/OAuth/Token").AbsoluteUri, ["requestsPerSecond"] = "0",
        }.ToImmutableDictionary(),
        ProtectedSecrets = new Dictionary<string, string> { ["applicationKey"] = "demo-application-key", ["clientKey"] = "demo-client-key", ["subscriptionKey"] = "demo-subscription-key" }.ToImmutableDictionary(),
    };

    private static ConnectedSystem Unnamed(SandboxHost sandboxes) => new()
    {
        Id = "unnamed", Name = "The unnamed system", Connector = "rest", Environment = SystemEnvironment.Demo,
        Settings = new Dictionary<string, string> { ["manifest"] = "shipped:unnamed", ["baseAddress"] = sandboxes.Address("unnamed").AbsoluteUri.TrimEnd('/') }.ToImmutableDictionary(),
        ProtectedSecrets = new Dictionary<string, string> { ["apiKey"] = "demo-unnamed-key" }.ToImmutableDictionary(),
    };
}
