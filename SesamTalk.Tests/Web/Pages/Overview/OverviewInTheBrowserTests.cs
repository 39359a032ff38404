using Microsoft.Playwright;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Layout;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Overview;

[Collection(BrowserTests.Name)]
public sealed class OverviewInTheBrowserTests(BrowserSession browser, SeededSite site, ITestOutputHelper output)
{
    // Promises of time are measured in a full run alone, where nothing else is at work.
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    [Fact]
    public async Task OV_2_OV_5_A_run_that_starts_elsewhere_shows_on_the_map_without_moving_it_and_the_edge_leads_to_its_dataflow()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/");
        var edge = visitor.Page.Locator("a[data-flow=custom-pms-poweroffice-go]");
        await Expect(edge).ToBeVisibleAsync();
        var before = await edge.BoundingBoxAsync();
        await using (var other = await browser.VisitAsync(site.App))
        {
            await other.GoAsync("/dataflows/custom-pms-poweroffice-go");
            var button = other.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" });
            await Expect(button).ToBeEnabledAsync();
            var took = await visitor.UntilAsync("document.querySelector('a[data-flow=custom-pms-poweroffice-go]')?.textContent.includes('Running')", () => button.ClickAsync());
            output.WriteLine($"the edge says Running {took.TotalMilliseconds:0} ms after the click");
            if (IsFull) took.ShouldBeLessThan(TimeSpan.FromSeconds(2));
            await Expect(edge).ToContainTextAsync("Running");
        }
        (await edge.BoundingBoxAsync())!.Y.ShouldBe(before!.Y);
        site.Runs.LetEnd();
        await Expect(edge).Not.ToContainTextAsync("Running");
        await edge.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Custom PMS ↔ PowerOffice GO");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task OV_6_In_a_narrow_window_the_map_is_a_list()
    {
        await using var visitor = await browser.VisitAsync(site.App, new("nb-NO", "dark", 390, 800));
        await visitor.GoAsync("/");
        await Expect(visitor.Page.Locator(".map > svg")).ToBeHiddenAsync();
        await Expect(visitor.Page.Locator(".map .list a")).ToHaveCountAsync(5);
        await visitor.ScreenshotAsync("overview-390");
    }

    [Fact]
    public async Task HP_1_Every_listed_shortcut_works()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        foreach (var (pressed, word) in Shortcuts.All)
        {
            await visitor.GoAsync(word is "Next" or "Previous" ? "/dataflows" : "/");
            await Expect(page.Locator("main")).ToContainTextAsync("Custom");
            foreach (var key in pressed.Split(' ')) await keys.PressAsync(key.Replace("Ctrl", "Control", StringComparison.Ordinal).Replace("Esc", "Escape", StringComparison.Ordinal));
            switch (word)
            {
                case "Palette": await Expect(page.Locator("#palette-query")).ToBeFocusedAsync(); break;
                case "Sheet": await Expect(page.Locator("dialog.sheet")).ToBeVisibleAsync(); break;
                case "Search": await Expect(page.Locator("#talk-search")).ToBeFocusedAsync(); break;
                case "Table": await Expect(page.Locator("section table.cards")).ToBeVisibleAsync(); break;
                case "GoOverview": await Expect(page.Locator("h1")).ToHaveTextAsync("Overview"); break;
                case "Next":
                case "Previous": await Expect(page.Locator("tbody [data-row]").First).ToBeFocusedAsync(); break;
                case "PauseLive": await Expect(page.Locator("[data-paused]")).ToBeVisibleAsync(); break;
                case "Close":
                    await keys.PressAsync("?");
                    await Expect(page.Locator("dialog.sheet")).ToBeVisibleAsync();
                    await keys.PressAsync("Escape");
                    await Expect(page.Locator("dialog.sheet")).ToHaveCountAsync(0);
                    break;
                default: await Expect(page.Locator("h1")).ToHaveTextAsync(word["Go".Length..]); break;
            }
        }
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task The_palette_finds_a_dataflow_by_a_part_of_its_name_and_enter_goes_there()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/systems");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("webshop");
        await Expect(page.Locator("[role=option]")).ToHaveCountAsync(2);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("palette");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("[role=option][aria-selected=true]")).ToContainTextAsync("among the links");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("PowerOffice GO ↔ Custom Webshop");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task SE_2_SE_3_SE_4_SE_5_Choices_act_at_once_hold_in_another_browser_and_go_back_to_the_defaults()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/settings");
        await page.GetByLabel("High contrast").CheckAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "contrast");
        await page.Locator("#shortcuts").UncheckAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-shortcuts", "off");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("settings-contrast");
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("?");
        await using (var other = await browser.VisitAsync(site.App, new(Theme: "")))
        {
            await other.GoAsync("/settings");
            await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "contrast");
            await Expect(other.Page.Locator("#shortcuts")).Not.ToBeCheckedAsync();
        }
        await Expect(page.Locator("dialog.sheet")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the defaults" }).ClickAsync();
        await Expect(page.GetByLabel("As the browser")).ToBeCheckedAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-shortcuts", "on");
        visitor.ShouldBeUntroubled();
    }
}
