using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Web;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Scenarios;

/// <summary>An installation for the program as a process of its own, and two sandboxes of this process that outlive it; each has people whom the other lacks.</summary>
internal sealed class PeopleWorld : IAsyncDisposable
{
    public const string Dataflow = "powerofficego-unnamed";

    private const int Many = 1_000_000;
    private static readonly string[] Systems = [SandboxHost.PowerOfficeGo, SandboxHost.Unnamed];

    private readonly TempFolder _folder;
    private readonly SandboxHost _sandboxes;
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, (long After, int Writes)> _read = [];
    private readonly List<(string System, string Id)> _people = [];

    private PeopleWorld(TempFolder folder, SandboxHost sandboxes) => (_folder, _sandboxes) = (folder, sandboxes);

    /// <summary>The data folder of the installation.</summary>
    public string Folder => _folder.File("installation");

    /// <summary>Starts both systems with so many people each, and sets the installation up.</summary>
    public static async Task<PeopleWorld> StartAsync(int people)
    {
        var folder = new TempFolder();
        var options = new SandboxOptions { DataFolder = folder.Path, Seed = false, PowerOfficeGoPort = 0, UnnamedPort = 0, CustomCrmPort = 0, CustomPmsPort = 0, PowerOfficeGoRequestsPerSecond = 0 };
        var world = new PeopleWorld(folder, await SandboxHost.StartAsync(options));
        for (var number = 0; number < people; number++)
        {
            await world.AddAsync(SandboxHost.PowerOfficeGo, $"Kari{number}", "Nord");
            await world.AddAsync(SandboxHost.Unnamed, $"Ola{number}", "Sør");
        }

        await world.SetUpAsync(options);
        return world;
    }

    /// <summary>The id of the person of that number, in the system that had them first.</summary>
    public string IdOf(int number) => _people[number].Id;

    /// <summary>Somebody moves the person of that number to another city, in the system that had them first.</summary>
    public async Task EditAsync(int number, string city)
    {
        var (system, id) = _people[number];
        await SendAsync(system, "update", id, Values(system, null, null, city));
    }

    /// <summary>Turns the number of requests that PowerOffice Go takes in a second; 0 for as many as there are.</summary>
    public async Task TurnRateAsync(int requestsPerSecond)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(SandboxHost.PowerOfficeGo), "_sandbox/dials"), new JsonObject { ["requestsPerSecond"] = requestsPerSecond });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the program is held in the middle of this: so many requests of a method for people are answered in each system, and then none is until it hangs up. False where it ended before.</summary>
    public async Task<bool> HoldAsync(System.Diagnostics.Process process, string method, int after)
    {
        foreach (var system in Systems)
        {
            using var armed = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(system), "_sandbox/faults"), new JsonObject { ["kind"] = "silent", ["count"] = Many, ["method"] = method, ["path"] = "customers", ["after"] = after });
            armed.EnsureSuccessStatusCode();
        }

        // Looked at every now and then, so that what is watched has the processor.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!process.HasExited && !await IsAnyHeldAsync()) await pace.WaitForNextTickAsync();
        return !process.HasExited;
    }

    /// <summary>Lets every request be answered again.</summary>
    public async Task LetGoAsync()
    {
        foreach (var system in Systems) (await _http.DeleteAsync(new Uri(_sandboxes.Address(system), "_sandbox/faults"))).Dispose();
    }

    private async Task<bool> IsAnyHeldAsync()
    {
        foreach (var system in Systems)
            if (((JsonArray)JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), "_sandbox/faults")))!)[0]!["count"]!.GetValue<int>() < Many) return true;
        return false;
    }

    /// <summary>How many writes the program has made in both systems so far.</summary>
    public async Task<int> WrittenAsync()
    {
        foreach (var system in Systems)
        {
            var (after, writes) = _read.GetValueOrDefault(system);
            var entries = (JsonArray)JsonNode.Parse(await _http.GetStringAsync(new Uri(_sandboxes.Address(system), $"_sandbox/journal?limit=10000&after={after}")))!;
            if (entries.Count > 0) _read[system] = (entries[^1]!["sequence"]!.GetValue<long>(), writes + entries.Count(entry => entry!["by"]!.ToString() == "api"));
        }

        return _read.Values.Sum(read => read.Writes);
    }

    /// <summary>What both systems say of all their people, without ids and stamps.</summary>
    public async Task<(List<string> Go, List<string> Unnamed)> PeopleAsync()
    {
        var (go, unnamed) = (new List<string>(), new List<string>());
        using var token = await SignInAsync();
        foreach (var person in await ListAsync(page => Go($"Customers?PageSize=500&PageNumber={page}", token.RootElement.GetProperty("access_token").GetString()!)))
            go.Add($"{person["FirstName"]} {person["LastName"]} {person["EmailAddress"]} {person["MailAddress"]?["City"]}");
        foreach (var person in await ListAsync(page => Unnamed($"customers-person?per_page=500&page={page}")))
            unnamed.Add($"{person["first_name"]} {person["last_name"]} {person["email"]} {person["city"]}");
        go.Sort(StringComparer.Ordinal);
        unnamed.Sort(StringComparer.Ordinal);
        return (go, unnamed);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandboxes.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    // As a person would: the engine's own stores, with the secrets protected by the installation's keys.
    private async Task SetUpAsync(SandboxOptions options)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = TalkFolders.Content });
        Directory.CreateDirectory(Folder);
        builder.AddTalkCore(Folder);
        builder.Logging.ClearProviders();
        using var host = builder.Build();
        await host.Services.PrepareAsync(mayBeDemo: false, CancellationToken.None);
        foreach (var system in host.Services.GetRequiredService<DemoSystems>().At(_sandboxes, options))
            await host.Services.GetRequiredService<SystemStore>().SaveAsync(system.Connector == "rest" ? system : system with { Settings = system.Settings.SetItem("requestsPerSecond", "0").SetItem("readLagSeconds", "0") }, "test");
        await host.Services.GetRequiredService<DataflowStore>().SaveAsync(ShippedDataflows.All.Single(dataflow => dataflow.Id == Dataflow), "test", "");
    }

    private async Task AddAsync(string system, string first, string last) =>
        _people.Add((system, (await SendAsync(system, "create", null, Values(system, first, last, "Oslo")))[system == SandboxHost.Unnamed ? "id" : "Id"]!.ToString()));

    private static JsonObject Values(string system, string? first, string? last, string city)
    {
        var values = system == SandboxHost.Unnamed ? new JsonObject { ["city"] = city } : new JsonObject { ["MailAddress"] = Address(city) };
        if (first is null) return values;
        var names = system == SandboxHost.Unnamed ? ("first_name", "last_name", "email") : ("FirstName", "LastName", "EmailAddress");
        (values[names.Item1], values[names.Item2], values[names.Item3]) = (first, last, $"{first}@people.example");
        if (system == SandboxHost.Unnamed) (values["address1"], values["postal_code"]) = ("Storgata 2", "0155");
        else values["IsPerson"] = true;
        return values;
    }

    private static JsonObject Address(string city) => new() { ["AddressLine1"] = "Fjordgata 1", ["ZipCode"] = "6002", ["City"] = city };

    private async Task<JsonNode> SendAsync(string system, string act, string? id, JsonObject values)
    {
        var edit = new JsonObject { ["entity"] = system == SandboxHost.Unnamed ? "customers-person" : "Customers", ["op"] = act, ["id"] = id, ["values"] = values };
        using var answer = await _http.PostAsJsonAsync(new Uri(_sandboxes.Address(system), "_sandbox/edit"), edit);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }

    private async Task<List<JsonNode>> ListAsync(Func<int, HttpRequestMessage> ask)
    {
        var all = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            using var request = ask(page);
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var items = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonArray ?? (JsonArray)JsonNode.Parse(text)!["items"]!;
            all.AddRange(items.Select(item => item!.DeepClone()));
            if (items.Count < 500) return all;
        }
    }

    private async Task<System.Text.Json.JsonDocument> SignInAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_sandboxes.Address(SandboxHost.PowerOfficeGo), "Demo/OAuth/Token"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("demo-application-key:demo-client-key"u8));
        request.Headers.Add("Ocp-Apim-Subscription-Key", "demo-subscription-key");
        using var answer = await _http.SendAsync(request);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    private HttpRequestMessage Go(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandboxes.Address(SandboxHost.PowerOfficeGo), "Demo/v2/" + path));
        request.Headers.Add("Ocp-Apim-Subscription-Key", "demo-subscription-key");
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    private HttpRequestMessage Unnamed(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandboxes.Address(SandboxHost.Unnamed), "api/" + path));
        request.Headers.Authorization = new("Bearer", "demo-unnamed-key");
        return request;
    }
}
