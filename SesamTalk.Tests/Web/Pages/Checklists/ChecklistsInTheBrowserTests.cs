using Microsoft.Playwright;
using SesamTalk.Engine.Checklists;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Checklists;

[Collection(BrowserTests.Name)]
public sealed class ChecklistsInTheBrowserTests(BrowserSession browser, SeededSite site)
{
    [Fact]
    public async Task CK_2_Forty_lines_pass_by_keys_alone_and_all_are_there_after_a_reload()
    {
        var round = await site.App.Services.RoundAsync("Forty by keys");
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync($"/checklists/{round}");
        await Expect(page.Locator("tbody [data-row]").First).ToBeVisibleAsync();
        // The first press chooses a line and judges none.
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("tbody [data-row]").First).ToBeFocusedAsync();
        for (var line = 1; line <= 40; line++)
        {
            await page.Keyboard.PressAsync("p");
            await Expect(page.Locator("tbody [data-row]").Nth(line)).ToBeFocusedAsync();
        }

        await Expect(page.Locator("button[data-key~=p][aria-pressed=true]")).ToHaveCountAsync(40);
        await visitor.GoAsync($"/checklists/{round}");
        await Expect(page.Locator("button[data-key~=p][aria-pressed=true]")).ToHaveCountAsync(40);
        (await site.App.Services.StateAsync(round)).Lines.Take(41).Select(line => line.Verdict).ShouldBe([.. Enumerable.Repeat(LineVerdict.Pass, 40), LineVerdict.NotTested]);
        await page.Locator("tbody [data-row]").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#side-panel-title")).ToBeFocusedAsync();
        await page.EvaluateAsync("scrollTo(0, 0)");
        await visitor.AxeShouldBeCleanAsync();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CK_8_Print_in_dark_mode_is_dark_on_white_and_the_head_of_a_table_repeats()
    {
        var round = await site.App.Services.RoundAsync("To print");
        await using var visitor = await browser.VisitAsync(site.App, new("en-GB", "dark", 1280, 800));
        await visitor.GoAsync($"/checklists/{round}/report");
        await Expect(visitor.Page.Locator("[data-totals]")).ToBeVisibleAsync();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.Locator("[data-print]")).ToBeHiddenAsync();
        (await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main thead')).display")).ShouldBe("table-header-group");
        var ink = await visitor.Page.EvaluateAsync<double[]>("[getComputedStyle(document.querySelector('main h1')).color, getComputedStyle(document.body).backgroundColor].map(colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return colour.includes('0, 0, 0, 0') ? 255 : (r + g + b) / 3; })");
        ink[0].ShouldBeLessThan(80);
        ink[1].ShouldBeGreaterThan(235);
    }
}
