using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Systems;

[Collection(BrowserTests.Name)]
public sealed class SystemsInTheBrowserTests(BrowserSession browser, DemoSite site)
{
    [Fact]
    public async Task SY_2_A_new_connection_with_a_wrong_key_stops_at_sign_in_and_with_the_right_one_every_step_is_fine()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/systems/poweroffice-go");
        var api = await page.GetByLabel("Base address").InputValueAsync();
        var token = await page.GetByLabel("Sign-in address").InputValueAsync();
        await visitor.GoAsync("/systems/new?kind=poweroffice-go");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Second company");
        await page.GetByLabel("Demo", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Company's environment").SelectOptionAsync("custom");
        await page.GetByLabel("Base address").FillAsync(api);
        await page.GetByLabel("Sign-in address").FillAsync(token);
        foreach (var key in (string[])["applicationKey", "clientKey", "subscriptionKey"]) await page.Locator("#setting-" + key).FillAsync("not-a-key-at-all");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Second company");
        visitor.Page.Url.ShouldEndWith("/systems/second-company");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Expect(page.Locator("section ol")).ToContainTextAsync("Sign-in: failed");
        await Expect(page.Locator(".note.warning")).ToContainTextAsync("Replace the key");
        (await page.ContentAsync()).ShouldNotContain("not-a-key-at-all");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("system-wrong-key");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task Testing_a_sandbox_goes_through_every_step_and_the_list_says_connected()
    {
        await using var visitor = await browser.VisitAsync(site.App, new("nb-NO", "dark"));
        await visitor.GoAsync("/systems/poweroffice-go");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Test tilkoblingen" }).ClickAsync();
        await Expect(visitor.Page.Locator("section ol li")).ToHaveCountAsync(4);
        await Expect(visitor.Page.Locator("section ol")).Not.ToContainTextAsync("feilet");
        await visitor.ScreenshotAsync("system-tested");
        await visitor.GoAsync("/systems");
        await Expect(visitor.Page.Locator("li.card", new() { HasTextString = "PowerOffice Go (sandbox)" })).ToContainTextAsync("Tilkoblet");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("systems-demo");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task A_dial_is_turned_on_the_page_of_a_sandbox_and_the_sandbox_heeds_it()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/systems/opensesam?tab=sandbox");
        await visitor.Page.GetByLabel("The key is revoked").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Turn the dials" }).ClickAsync();
        await Expect(visitor.Page.GetByText("The dials are turned.")).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("system-sandbox");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Expect(visitor.Page.Locator("section ol")).ToContainTextAsync("Reading of Organisation: failed");
        await visitor.Page.GetByLabel("The key is revoked").UncheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Turn the dials" }).ClickAsync();
        await Expect(visitor.Page.GetByText("The dials are turned.")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Expect(visitor.Page.Locator("section ol")).Not.ToContainTextAsync("failed");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task An_edit_in_the_webshop_is_told_of_and_its_dataflow_runs_without_waiting_for_its_schedule()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/systems/custom-webshop?tab=events");
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("The system tells us at this address");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("system-events");

        var begun = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = site.App.Services.GetRequiredService<RunFeed>().Subscribe(progress =>
        {
            if (progress.DataflowId == "poweroffice-go-custom-webshop" && progress.Step == RunStep.Reading) begun.TrySetResult(progress.RunId);
        });
        using var http = new HttpClient();
        var shop = new Uri((await site.App.Services.GetRequiredService<SystemStore>().FindAsync("custom-webshop"))!.Settings["baseAddress"]);
        var product = JsonNode.Parse(await http.GetStringAsync(new Uri(shop, "_sandbox/records/products")))!.AsArray()[0]!;
        using var edited = await http.PostAsJsonAsync(new Uri(shop, "_sandbox/edit"), new JsonObject { ["entity"] = "products", ["op"] = "update", ["id"] = product["id"]!.ToString(), ["values"] = new JsonObject { ["description"] = "Ny tekst" } });
        edited.IsSuccessStatusCode.ShouldBeTrue();

        var run = await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        site.App.Services.GetRequiredService<RunQueue>().Cancel(run); // that it began is what matters here
        (await site.App.Services.GetRequiredService<RunQueue>().EndedAsync(run))!.Trigger.ShouldBe(RunTrigger.Webhook);
        visitor.ShouldBeUntroubled();
    }
}
