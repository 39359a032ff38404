using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>Sandboxes in a folder of their own, with a clock that stands.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    internal StandingClock Clock { get; } = new();
    protected SandboxHost Host { get; set; } = null!;
    protected HttpClient Http { get; } = new();

    internal virtual SandboxOptions Options => new()
    {
        DataFolder = _folder,
        Time = Clock,
        Seed = false,
        PowerOfficeGoPort = 0,
        UnnamedPort = 0,
        OpenSesamPort = 0,
        WebshopPort = 0,
        CustomCrmPort = 0,
        CustomPmsPort = 0,
        PowerOfficeGoRequestsPerSecond = 0,
        Size = new StorySize(20, 20, 10, 40, Products: 14, Projects: 6, Suppliers: 6, Employees: 3),
    };

    public virtual async ValueTask InitializeAsync() => Host = await SandboxHost.StartAsync(Options);

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Host = await SandboxHost.StartAsync(Options);
    }

    /// <summary>Turns something behind the scenes of a sandbox.</summary>
    protected async Task<JsonNode?> ControlAsync(string system, string what, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Host.Address(system), "_sandbox/" + what));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text);
    }

    /// <summary>What was really written, without the demo data.</summary>
    protected async Task<List<string>> JournalAsync(string system) =>
        [.. (await ControlAsync(system, "journal?limit=10000"))!.AsArray().Where(entry => (string)entry!["by"]! != "seed")
            .Select(entry => $"{entry!["operation"]} {entry["entity"]} {entry["id"]} by {entry["by"]}: {string.Join(", ", entry["changes"]!.AsObject().Select(pair => pair.Key))}")];
}
