using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Each dataflow of a small demo as its user sees it: edits at the doors of both systems, <i>Sync changes</i> in the browser, and what stands across.</summary>
[Collection(BrowserTests.Name)]
public sealed class AllDataflowsInTheBrowserTests(BrowserSession browser)
{
    private static readonly StorySize Small = new(3, 2, 2, 2, Products: 10, Projects: 2, Suppliers: 2, Employees: 1);

    [Theory]
    [InlineData("poweroffice-opensesam", "Suppliers", "OrganizationNumber", "Name", "opensesam", "organisations", "organisation_number", "name")]
    [InlineData("poweroffice-go-custom-webshop", "Products", "Code", "Description", "custom-webshop", "products", "sku", "description")]
    [InlineData("powerofficego-unnamed", "Customers", "OrganizationNumber", "Name", "unnamed", "customers-company", "org_no", "name")]
    [InlineData("custom-crm-powerofficego", "Products", "Code", "Name", "custom-crm", "Product", "sku", "name")]
    [InlineData("custom-pms-poweroffice-go", "Projects", "Code", "Name", "custom-pms", "Project", "code", "name")]
    public async Task An_edit_on_either_side_is_seen_on_the_other_and_a_further_run_writes_nothing(
        string dataflow, string goEntity, string goKey, string goPath, string system, string entity, string key, string path)
    {
        await using var app = WebApp.OnKestrel(services => services.AddSingleton(Small), demo: true);
        await using var visitor = await browser.VisitAsync(app);
        using var doors = await Doors.OpenAsync(app.Services.GetRequiredService<SystemStore>(), app.Services.GetRequiredService<DemoInstallation>().Running!);
        await QuietenAsync(app);
        await visitor.GoAsync($"/dataflows/{dataflow}?tab=runs");
        await visitor.SyncAsync(1);
        await visitor.SyncAsync(2);

        var ours = await doors.RecordsAsync("poweroffice-go", goEntity);
        var theirs = (await doors.RecordsAsync(system, entity)).Where(one => FlowWorld.At(one, key).Length > 0).ToDictionary(one => FlowWorld.At(one, key));
        var both = ours.First(one => theirs.ContainsKey(FlowWorld.At(one, goKey)));
        var id = FlowWorld.At(theirs[FlowWorld.At(both, goKey)], "id");
        await doors.EditAsync("poweroffice-go", goEntity, FlowWorld.At(both, "Id"), goPath, "Nytt ord fra PowerOffice æøå");
        await visitor.SyncAsync(3);
        FlowWorld.At((await doors.RecordsAsync(system, entity)).Single(one => FlowWorld.At(one, "id") == id), path).ShouldBe("Nytt ord fra PowerOffice æøå");

        await doors.EditAsync(system, entity, id, path, "Svar fra den andre siden");
        await visitor.SyncAsync(4);
        FlowWorld.At((await doors.RecordsAsync("poweroffice-go", goEntity)).Single(one => FlowWorld.At(one, "Id") == FlowWorld.At(both, "Id")), goPath).ShouldBe("Svar fra den andre siden");
        (await visitor.SyncAsync(5)).ShouldBe(0);
        await visitor.ScreenshotAsync("runs-" + dataflow);
        visitor.ShouldBeUntroubled();
    }

    // The webshop tells of each edit, and a run of its own would follow whenever it comes: only runs that are asked for are counted here.
    private static async Task QuietenAsync(WebApp app)
    {
        await app.Services.GetRequiredService<DemoInstallation>().Listening;
        (await app.Services.GetRequiredService<WebhookVerbs>().UnsubscribeAsync(SandboxHost.Webshop, "test")).IsEmpty.ShouldBeTrue();
    }

    /// <summary>The doors behind the scenes of all sandboxes.</summary>
    private sealed class Doors(SandboxHost sandboxes) : IDisposable
    {
        private readonly HttpClient _http = new();

        /// <summary>The test waits for no rate: it has one of its own.</summary>
        public static async Task<Doors> OpenAsync(SystemStore systems, SandboxHost sandboxes)
        {
            var go = (await systems.FindAsync("poweroffice-go"))!;
            await systems.SaveAsync(go with { Settings = go.Settings.SetItem("requestsPerSecond", "0").SetItem("readLagSeconds", "0") }, "test");
            var doors = new Doors(sandboxes);
            using var answer = await doors._http.PostAsJsonAsync(new Uri(sandboxes.Address("poweroffice-go"), "/_sandbox/dials"), new JsonObject { ["requestsPerSecond"] = 0 });
            answer.IsSuccessStatusCode.ShouldBeTrue();
            return doors;
        }

        public async Task<List<JsonObject>> RecordsAsync(string system, string entity) =>
            [.. JsonNode.Parse(await _http.GetStringAsync(new Uri(Root(system), "/_sandbox/records/" + entity)))!.AsArray().Select(record => record!.AsObject())];

        public async Task EditAsync(string system, string entity, string id, string path, string value)
        {
            var edit = new JsonObject { ["entity"] = entity, ["op"] = "update", ["id"] = id, ["values"] = new JsonObject { [path] = value } };
            using var answer = await _http.PostAsJsonAsync(new Uri(Root(system), "/_sandbox/edit"), edit);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        public void Dispose() => _http.Dispose();

        private Uri Root(string system) => sandboxes.Address(system);
    }
}
