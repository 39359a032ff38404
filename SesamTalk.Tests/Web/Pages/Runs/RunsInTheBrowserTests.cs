using Microsoft.Playwright;
using SesamTalk.Engine.Runs;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Runs;

[Collection(BrowserTests.Name)]
public sealed class RunsInTheBrowserTests(BrowserSession browser, SeededSite site, ITestOutputHelper output)
{
    [Fact]
    public async Task RL_3_RN_4_RN_9_A_run_is_started_followed_over_a_reload_and_cancelled_by_keyboard()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/runs?dataflow=custom-crm-powerofficego");
        await visitor.TabToAsync("Start a run");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("run-start");
        await visitor.TabToAsync("Try it");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Custom CRM");
        await site.Runs.BegunAsync("custom-crm-powerofficego");
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("run-running");
        await visitor.TabToAsync("Cancel");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await site.Runs.EndedAsync(RunOutcome.Interrupted);
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToBeHiddenAsync();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task RL_3_A_run_that_starts_has_its_row_in_an_open_list_within_a_second()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Times are measured where nothing else runs; set SESAMTALK_FULL=1.");
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/runs?dataflow=poweroffice-opensesam");
        await Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await using var other = await browser.VisitAsync(site.App);
        await other.GoAsync("/dataflows/poweroffice-opensesam");
        var button = other.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" });
        await Expect(button).ToBeEnabledAsync();
        var took = await visitor.UntilAsync("!!document.querySelector('main [role=progressbar]')", () => button.ClickAsync());
        output.WriteLine($"the row is there {took.TotalMilliseconds:0} ms after the click");
        site.Runs.LetEnd();
        await Expect(visitor.Page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task RN_5_Trying_again_asks_for_the_failed_records_alone()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var run = await site.Data.WritesAsync(done: 3, rejected: 2, dataflow: "poweroffice-go-custom-webshop");
        var failed = await site.Data.FailedAsync(run);
        await visitor.GoAsync("/runs/" + run);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Retry 2 failed" }).ClickAsync();
        await site.Runs.BegunAsync("poweroffice-go-custom-webshop");
        site.Runs.Requests.Single(request => request.DataflowId == "poweroffice-go-custom-webshop").Only!.ShouldBe(failed, ignoreOrder: true);
        site.Runs.LetEnd();
        await Expect(visitor.Page.GetByRole(AriaRole.Progressbar)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task RN_8_The_download_has_every_write_and_nothing_that_a_spreadsheet_would_run()
    {
        var run = await site.Data.WritesAsync(done: 1, rejected: 1, label: "=1+1");
        using var client = site.App.CreateClient();
        var bytes = await client.GetByteArrayAsync(new Uri($"/runs/{run}/writes.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("\"'=1+1 1\"");
    }
}
