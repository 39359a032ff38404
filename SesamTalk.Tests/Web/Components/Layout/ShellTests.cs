using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Components.Layout;

[Collection(BrowserTests.Name)]
public sealed class ShellTests(BrowserSession browser, EmptySite site) : IClassFixture<EmptySite>
{
    private readonly WebApp _app = site.App;

    [Fact]
    public async Task XC_2_The_shell_has_no_axe_violations_in_either_theme_or_language()
    {
        foreach (var visit in Visit.All)
        {
            await using var visitor = await browser.VisitAsync(_app, visit);
            await visitor.GoAsync("/dataflows");
            await visitor.AxeShouldBeCleanAsync();
            visitor.ShouldBeUntroubled();
        }
    }

    [Fact]
    public async Task SE_1_The_language_changes_at_once_and_the_address_stays()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/dataflows?q=a%20b%2Bc");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Norsk" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Dataflyter");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "nb-NO");
        visitor.Page.Url.ShouldEndWith("/dataflows?q=a%20b%2Bc");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task SE_2_The_chosen_theme_is_there_before_the_first_paint()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/dataflows");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await visitor.Page.ReloadAsync();
        (await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(15, 21, 20)");
    }

    [Fact]
    public async Task XC_3_The_first_tab_skips_to_the_content()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/dataflows");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.Locator(".skip")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("#content")).ToBeFocusedAsync();
        visitor.Page.Url.ShouldEndWith("/dataflows");
    }

    [Fact]
    public async Task XC_4_The_page_never_scrolls_sideways()
    {
        await using var visitor = await browser.VisitAsync(_app, new(Language: "nb-NO"));
        await visitor.GoAsync("/dataflows");
        foreach (var width in new[] { 320, 390, 800, 1000, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{width}");
            await visitor.ScreenshotAsync($"shell-{width}");
            if (width is 390 or 800) await visitor.AxeShouldBeCleanAsync();
        }
    }

    [Fact]
    public async Task The_drawer_opens_over_the_page_and_closes_when_a_page_is_chosen()
    {
        await using var visitor = await browser.VisitAsync(_app, new(Width: 800));
        await visitor.GoAsync("/dataflows");
        await Expect(visitor.Page.Locator("#talk-nav")).ToBeHiddenAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Expect(visitor.Page.Locator("#talk-nav")).ToBeVisibleAsync();
        await visitor.Page.Locator("#talk-nav a").First.ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator("#talk-nav")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/no-such-page");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("There is no page here");
    }
}
