using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

[Collection(BrowserTests.Name)]
public sealed class DemoInTheBrowserTests(BrowserSession browser)
{
    [Fact]
    public async Task A_sync_from_the_page_links_records_over_HTTP_and_a_second_one_finds_nothing_to_do()
    {
        await using var app = WebApp.OnKestrel(demo: true);
        await using var visitor = await browser.VisitAsync(app);
        await visitor.GoAsync("/dataflows/" + PageData.Unnamed);
        await Expect(visitor.Page.Locator("dl.facts").First).ToContainTextAsync("Not run yet");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" }).ClickAsync();
        await Expect(visitor.Page.Locator("dl.facts").First).Not.ToContainTextAsync("Not run yet");
        await visitor.Page.Locator(".tabs a", new() { HasTextString = "Runs" }).ClickAsync();
        await visitor.EndedAsync(1);
        await visitor.ScreenshotAsync("demo-first-run");
        (await visitor.SyncAsync(2)).ShouldBe(0);
        await visitor.Page.Locator(".tabs a", new() { HasTextString = "Links" }).ClickAsync();
        await Expect(visitor.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("demo-links");
        visitor.ShouldBeUntroubled();
    }
}
