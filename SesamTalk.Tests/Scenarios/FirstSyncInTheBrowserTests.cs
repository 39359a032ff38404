using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Scenarios;

/// <summary>As a new user sees it: the demo, <i>Sync changes</i> in the browser, and the records of both systems.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstSyncInTheBrowserTests(BrowserSession browser)
{
    [Fact]
    public async Task A_city_changed_on_either_side_is_seen_on_the_other_after_a_sync_and_a_further_run_writes_nothing()
    {
        await using var app = WebApp.OnKestrel(demo: true);
        await using var visitor = await browser.VisitAsync(app);
        using var systems = await DemoDoors.OpenAsync(app.Services.GetRequiredService<SystemStore>());
        await visitor.GoAsync("/dataflows/powerofficego-unnamed?tab=runs");
        await Expect(visitor.Page.Locator("dl.facts").First).ToContainTextAsync("Not run yet");
        (await visitor.SyncAsync(1)).ShouldBeGreaterThan(40);

        var (person, partner) = await systems.PersonInBothAsync();
        await systems.EditAsync("poweroffice-go", "Customers", person, new JsonObject { ["MailAddress"] = new JsonObject { ["City"] = "Vadsø" } });
        (await visitor.SyncAsync(2)).ShouldBe(1);
        (await systems.UnnamedAsync($"customers-person/{partner}"))["city"]!.ToString().ShouldBe("Vadsø");

        await systems.EditAsync("unnamed", "customers-person", partner, new JsonObject { ["city"] = "Svolvær" });
        (await visitor.SyncAsync(3)).ShouldBe(1);
        (await systems.GoAsync($"Customers/{person}"))["MailAddress"]!["City"]!.ToString().ShouldBe("Svolvær");

        (await visitor.SyncAsync(4)).ShouldBe(0);
        await systems.EveryInvoiceShouldNameThePartnerOfItsOrdersCustomerAsync();
        await visitor.ScreenshotAsync("first-sync-runs");
        await visitor.Page.Locator(".tabs a", new() { HasTextString = "Links" }).ClickAsync();
        await Expect(visitor.Page.Locator("tbody tr [data-row]").First).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("demo-links");
        visitor.ShouldBeUntroubled();
    }
}
