using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A conflict of the demo, settled in the browser and held against the journals of the sandboxes themselves.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConflictInTheDemoTests(BrowserSession browser)
{
    private static readonly StorySize Small = new(3, 2, 2, 2, Products: 4, Projects: 1, Suppliers: 1, Employees: 1);

    [Fact]
    public async Task CF_6_The_sandboxes_journals_hold_exactly_the_writes_that_were_shown_and_none_before()
    {
        await using var app = WebApp.OnKestrel(services => services.AddSingleton(Small), demo: true);
        await using var visitor = await browser.VisitAsync(app);
        var sandboxes = app.Services.GetRequiredService<DemoInstallation>().Running!;
        using var http = new HttpClient();
        await OpenTheRateAsync(app.Services.GetRequiredService<SystemStore>(), http, sandboxes);
        await SyncAsync(app);
        await SyncAsync(app);

        var link = await CompanyAsync(app, sandboxes, http);
        await EditAsync(http, sandboxes, "poweroffice-go", "Customers", link.A.Text, "Name", "Nytt navn i Go");
        await EditAsync(http, sandboxes, "unnamed", "customers-company", link.B.Text, "name", "Et annet navn");
        await SyncAsync(app);
        var before = await WritesAsync(http, sandboxes);

        await visitor.GoAsync("/conflicts?dataflow=powerofficego-unnamed&q=" + link.A);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".bar .badge")).ToContainTextAsync("DEMO");
        await keys.PressAsync("1");
        await Expect(page.Locator(".tray button.primary")).ToBeVisibleAsync();
        await keys.PressAsync("Control+Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(1);
        var shown = await page.Locator("dialog tbody tr > *").AllInnerTextsAsync();
        (shown[2], shown[3], shown[4]).ShouldBe(("name", "Et annet navn", "Nytt navn i Go"));
        (await WritesAsync(http, sandboxes)).ShouldBe(before);
        await keys.PressAsync("Control+Enter");
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
        var written = (await WritesAsync(http, sandboxes)).Skip(before.Count).ToList();
        var write = written.ShouldHaveSingleItem();
        write.ShouldStartWith($"unnamed|customers-company|{link.B}|{{\"name\":");
        (write.IndexOf("Et annet navn", StringComparison.Ordinal), write.IndexOf("Nytt navn i Go", StringComparison.Ordinal)).ShouldSatisfyAllConditions(places => places.Item1.ShouldBePositive(), places => places.Item2.ShouldBeGreaterThan(places.Item1));
        write.Split("\":").Length.ShouldBeLessThanOrEqualTo(4, write);
        await visitor.ScreenshotAsync("demo-conflict-settled");
        visitor.ShouldBeUntroubled();
    }

    private static Task<Run> SyncAsync(WebApp app) =>
        app.Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("powerofficego-unnamed", RunKind.Changes, RunTrigger.Person, "test"), null, TestContext.Current.CancellationToken);

    private static async Task<SesamTalk.Engine.Matching.Link> CompanyAsync(WebApp app, SandboxHost sandboxes, HttpClient http)
    {
        var records = JsonNode.Parse(await http.GetStringAsync(new Uri(sandboxes.Address("unnamed"), "/_sandbox/records/customers-company")))!.AsArray();
        var ids = records.Select(record => new RecordId(record!["id"]!.ToString())).ToList();
        var pair = (await app.Services.GetRequiredService<DataflowStore>().FindAsync("powerofficego-unnamed"))!.Pairs.First(one => one.B.Entity.Contains("company", StringComparison.OrdinalIgnoreCase) || one.Id.Contains("company", StringComparison.Ordinal));
        return (await app.Services.GetRequiredService<SyncMemory>().LinksAsync("powerofficego-unnamed", pair.Id, Side.B, ids)).Values.First();
    }

    // What programs have written through the doors, in both systems; what persons edit there is not among it.
    private static async Task<List<string>> WritesAsync(HttpClient http, SandboxHost sandboxes)
    {
        List<string> all = [];
        foreach (var system in new[] { "poweroffice-go", "unnamed" })
        {
            var journal = JsonNode.Parse(await http.GetStringAsync(new Uri(sandboxes.Address(system), "/_sandbox/journal?limit=10000")))!;
            all.AddRange(journal.AsArray().Where(entry => entry!["by"]!.ToString().StartsWith("api", StringComparison.Ordinal)).Select(entry => $"{system}|{entry!["entity"]}|{entry["id"]}|{entry["changes"]!.ToJsonString()}"));
        }

        return all;
    }

    private static async Task EditAsync(HttpClient http, SandboxHost sandboxes, string system, string entity, string id, string path, string value)
    {
        var edit = new JsonObject { ["entity"] = entity, ["op"] = "update", ["id"] = id, ["values"] = new JsonObject { [path] = value } };
        using var answer = await http.PostAsJsonAsync(new Uri(sandboxes.Address(system), "/_sandbox/edit"), edit);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task OpenTheRateAsync(SystemStore systems, HttpClient http, SandboxHost sandboxes)
    {
        var go = (await systems.FindAsync("poweroffice-go"))!;
        await systems.SaveAsync(go with { Settings = go.Settings.SetItem("requestsPerSecond", "0").SetItem("readLagSeconds", "0") }, "test");
        using var answer = await http.PostAsJsonAsync(new Uri(sandboxes.Address("poweroffice-go"), "/_sandbox/dials"), new JsonObject { ["requestsPerSecond"] = 0 });
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }
}
