using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Systems;

/// <summary>Asking a webshop to tell of changes, from its page.</summary>
public sealed class SystemEventsTests : PageTest
{
    private readonly TempFolder _sandboxes = new();
    private SandboxHost _host = null!;

    public SystemEventsTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = _sandboxes.Path, Seed = false, Only = [SandboxHost.Webshop], WebshopPort = 0 });
    }

    [Fact]
    public async Task The_webshop_is_asked_at_our_address_and_asked_to_stop_again()
    {
        var system = await ConnectAsync("shipped:webshop");
        var tab = Render<SystemEvents>(p => p.Add(one => one.System, system));
        tab.WaitForElement("#events-address").GetAttribute("value").ShouldBe("http://localhost/hooks/shop");
        tab.Find("#events-address").Change("nonsense");
        await tab.Find("button").ClickAsync(new());
        tab.WaitForAssertion(() => tab.Find("[role=alert]").TextContent.ShouldContain("https://"));

        tab.Find("#events-address").Change("http://127.0.0.1:9/hooks/shop");
        await tab.Find("button").ClickAsync(new());
        tab.WaitForAssertion(() => tab.Find("[role=status]").TextContent.ShouldContain("http://127.0.0.1:9/hooks/shop"));
        (await HooksAsync()).ShouldBe(["http://127.0.0.1:9/hooks/shop"]);

        // Another address takes the place of the first.
        (await Services.GetRequiredService<WebhookVerbs>().SubscribeAsync("shop", new Uri("http://127.0.0.1:9/elsewhere"), "kari")).IsEmpty.ShouldBeTrue();
        (await HooksAsync()).ShouldBe(["http://127.0.0.1:9/elsewhere"]);

        await tab.Find("button").ClickAsync(new());
        tab.WaitForElement("#events-address");
        (await HooksAsync()).ShouldBeEmpty();
        (await Services.GetRequiredService<WebhookVerbs>().FindAsync("shop")).ShouldBeNull();
    }

    [Fact]
    public async Task A_system_that_cannot_be_reached_is_said_to_and_nothing_is_remembered()
    {
        var system = await ConnectAsync("shipped:webshop");
        await _host.DisposeAsync();
        var tab = Render<SystemEvents>(p => p.Add(one => one.System, system));
        tab.WaitForElement("#events-address");
        await tab.Find("button").ClickAsync(new());
        tab.WaitForAssertion(() => tab.Find("[role=alert]").TextContent.ShouldContain("127.0.0.1"));
        (await Services.GetRequiredService<WebhookVerbs>().FindAsync("shop")).ShouldBeNull();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _sandboxes.Dispose();
    }

    private async Task<ConnectedSystem> ConnectAsync(string manifest)
    {
        var system = new ConnectedSystem
        {
            Id = "shop", Name = "Shop", Connector = "rest",
            Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", manifest).Add("baseAddress", _host.Address(SandboxHost.Webshop).ToString()).Add("patienceSeconds", "0"),
            ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("user", "sesamtalk").Add("password", "demo-webshop-password").Add("webhookSecret", "hook-secret"),
        };
        await Services.GetRequiredService<SystemStore>().SaveAsync(system, "kari");
        return system;
    }

    private async Task<IEnumerable<string>> HooksAsync()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sesamtalk:demo-webshop-password")));
        return JsonNode.Parse(await http.GetStringAsync(new Uri(_host.Address(SandboxHost.Webshop), "shop/api/v2/webhooks")))!.AsArray().Select(hook => hook!["url"]!.ToString());
    }
}
