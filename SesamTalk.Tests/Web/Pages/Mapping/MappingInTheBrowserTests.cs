using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Mapping;

/// <summary>The editor over the demo's own systems.</summary>
[Collection(BrowserTests.Name)]
public sealed class MappingInTheBrowserTests(BrowserSession browser, DemoSite site, ReturningVisitors visitors) : IClassFixture<ReturningVisitors>
{
    private const string Editor = $"/dataflows/{PageData.Unnamed}/mapping/customers-person--customers-person";
    private const string City = "mailaddress.city~city";

    [Fact]
    public async Task ME_1_ME_4_A_line_is_edited_by_keys_the_draft_is_there_in_another_window_and_nothing_is_in_force()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync(Editor);
        var way = visitor.Page.Locator($"input[name='way-{City}']");
        await way.Nth(2).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("main [role=status]").First).ToContainTextAsync("1 line differs");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Review changes" }).PressAsync("Enter");
        await Expect(visitor.Page.Locator("#review-lines")).ToContainTextAsync("both ways → off");

        await using var other = await browser.VisitAsync(site.App);
        await other.GoAsync(Editor);
        await Expect(other.Page.Locator($"input[name='way-{City}'][value=Off]")).ToBeCheckedAsync();
        (await new PageData(site.App.Services).FindAsync()).Version.ShouldBe(1);
        await visitor.Page.Locator("#drop-draft").ClickAsync();
        await Expect(visitor.Page.Locator("main [role=status]").First).ToContainTextAsync("Nothing is changed");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task XC_5_What_is_typed_is_there_again_after_a_dropped_connection_and_a_reload_though_it_is_no_expression_yet()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        IWebSocketRoute? line = null;
        await page.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("_blazor"), route =>
        {
            line = route;
            route.ConnectToServer();
        });
        await visitor.GoAsync(Editor + "?line=" + City);
        await page.Locator("#to-b").SelectOptionAsync("Expression");
        await page.Locator("#to-b-expression").FillAsync("[\"upper\", [");
        await Expect(page.Locator("#unfinished")).ToContainTextAsync(City);
        await line!.CloseAsync(new() { Code = 1001 });
        await Expect(page.Locator("#connection-lost")).ToBeVisibleAsync();
        await Expect(page.Locator("#connection-lost")).ToBeHiddenAsync();
        await Expect(page.Locator("#to-b-expression")).ToHaveValueAsync("[\"upper\", [");
        await page.ReloadAsync();
        await Expect(page.Locator("#to-b-expression")).ToHaveValueAsync("[\"upper\", [");
        await Expect(page.Locator("#to-b-wrong")).ToContainTextAsync("no expression");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        page.Url.ShouldEndWith("?line=" + City);
        (await new PageData(site.App.Services).FindAsync()).Version.ShouldBe(1);
        await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("#to-b-expression").FillAsync("[\"upper\", \"_.\"]");
        await Expect(page.Locator("#unfinished")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Review changes" }).ClickAsync();
        await page.Locator("#drop-draft").ClickAsync();
        await Expect(page.Locator("main [role=status]").First).ToContainTextAsync("Nothing is changed");
    }

    [Theory]
    [InlineData("lines", "")]
    [InlineData("line", "?line=" + City)]
    [InlineData("suggestions", "?tab=suggestions")]
    [InlineData("free", "?tab=free")]
    [InlineData("add", "?panel=add&a=EmailAddress")]
    [InlineData("versions", "?tab=versions")]
    [InlineData("review", "?panel=review")]
    public async Task XC_2_XC_4_Each_part_of_the_editor_is_accessible_and_fits_and_is_read_only_where_it_is_narrow(string picture, string query)
    {
        foreach (var visit in Visit.All)
        {
            var visitor = await visitors.OfAsync(browser, site.App, visit);
            await visitor.GoAsync(Editor + query);
            await Expect(visitor.Page.Locator("[aria-busy=false] .tabs")).ToBeVisibleAsync();
            await visitor.AxeShouldBeCleanAsync();
            visitor.ShouldBeUntroubled();
            (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{query} at {visit.Width}");
            if (visit.Width < 600) await Expect(visitor.Page.Locator("main input:visible, main select:visible, main button:visible")).ToHaveCountAsync(0);
            await visitor.ScreenshotAsync($"mapping-{picture}-{visit.Language[..2]}-{visit.Theme}-{visit.Width}");
        }
    }
}
