using Microsoft.Playwright;
using SesamTalk.Web.Components.Pages.Dataflows;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

[Collection(BrowserTests.Name)]
public sealed class DataflowsInTheBrowserTests(BrowserSession browser, SeededSite site)
{
    private const string Person = "customers-person--customers-person";

    [Fact]
    public async Task DF_1_A_filter_survives_typing_reload_and_back()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows");
        await visitor.Page.GetByLabel("Find a dataflow").FillAsync("webshop");
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        visitor.Page.Url.ShouldEndWith("?q=webshop");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visitor.Page.Locator("tbody th a").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("PowerOffice GO ↔ Custom Webshop");
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.GetByLabel("Find a dataflow")).ToHaveValueAsync("webshop");
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task DF_4_Sync_changes_pressed_twice_quickly_is_one_run_and_its_progress_is_live()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows/custom-pms-poweroffice-go");
        var before = site.Runs.Requests.Count;
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" }).DblClickAsync();
        await site.Runs.BegunAsync("custom-pms-poweroffice-go");
        await Expect(visitor.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("dl.facts").First).ToContainTextAsync("Running");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("dataflow-running");
        site.Runs.LetEnd();
        await Expect(visitor.Page.GetByRole(AriaRole.Progressbar)).ToBeHiddenAsync();
        (site.Runs.Requests.Count - before).ShouldBe(1);
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task DF_3_A_dataflow_is_paused_with_a_reason_by_keyboard()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows?q=opensesam");
        var opener = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await opener.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("dataflow-pause");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator("dialog")).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();

        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByLabel("Reason").FillAsync("Year end");
        await visitor.Page.Locator("dialog .primary").ClickAsync();
        await Expect(visitor.Page.Locator("tbody")).ToContainTextAsync("Browser user: Year end");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(opener).ToBeVisibleAsync();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task DF_5_The_list_is_sorted_by_keyboard()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows");
        var sort = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Needs you", Exact = true });
        await sort.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Needs you");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("tbody th a").First).ToHaveTextAsync("Powerofficego ↔ (unnamed system)");
        visitor.Page.Url.ShouldContain("sort=-needs");
        await Expect(sort).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrow_keys_walk_the_rows()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows");
        await visitor.Page.Locator("tbody th a").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("tbody th a").Nth(1)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(visitor.Page.Locator("tbody th a").Last).ToBeFocusedAsync();
    }

    [Fact]
    public async Task DD_2_A_link_to_a_line_scrolls_to_it_and_gives_it_the_focus()
    {
        await using var visitor = await browser.VisitAsync(site.App, new(Height: 400));
        var anchor = LineAnchor.Of(Person, "mailaddress.zipcode~postal_code");
        await visitor.GoAsync($"/dataflows/{PageData.Unnamed}#{anchor}");
        var line = visitor.Page.Locator($"[id='{anchor}']");
        await Expect(line).ToBeFocusedAsync();
        await Expect(line).ToBeInViewportAsync();
    }

    [Fact]
    public async Task DD_7_Back_walks_the_tabs()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync("/dataflows/" + PageData.Unnamed);
        foreach (var tab in (string[])["Runs", "Checklist"])
        {
            await visitor.Page.Locator(".tabs a", new() { HasTextString = tab }).ClickAsync();
            await Expect(visitor.Page.Locator(".tabs a[aria-current]").First).ToHaveTextAsync(tab);
        }
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.Locator(".tabs a[aria-current]").First).ToHaveTextAsync("Runs");
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.Locator(".tabs a[aria-current]").First).ToHaveTextAsync("Pairs and properties");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task DD_3_Switching_the_view_keeps_the_chosen_line()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync($"/dataflows/{PageData.Unnamed}?pair={Person}");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "MailAddress.City", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("aside h2")).ToHaveTextAsync("MailAddress.City ↔ city");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Technical view" }).ClickAsync();
        await Expect(visitor.Page.Locator("aside h2")).ToHaveTextAsync("MailAddress.City ↔ city");
        await Expect(visitor.Page.Locator("tr[aria-current=true]")).ToContainTextAsync("MailAddress.City");
        visitor.ShouldBeUntroubled();
    }
}
