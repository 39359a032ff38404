using Microsoft.Playwright;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Sync;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Conflicts;

/// <summary>The inbox in a real browser, over the real engine, held against the journals of both systems.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConflictsInTheBrowserTests(BrowserSession browser, ShopSite site) : IClassFixture<ShopSite>
{
    [Fact]
    public async Task CI_1_CI_5_CI_6_CI_8_CF_6_Two_conflicts_are_settled_by_keys_and_exactly_what_was_shown_is_written()
    {
        await site.CalmAsync();
        await site.ClashAsync("Fjord Kafé");
        await site.ClashAsync("Ås Bakeri", "Oslo", "Bodø");
        var before = site.Written();
        await using var visitor = await browser.VisitAsync(site.App);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.GoAsync("/conflicts?kind=BothChanged");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await visitor.ScreenshotAsync("conflicts-open");
        await keys.PressAsync("1");
        await Expect(page.Locator(".tray [role=status]")).ToContainTextAsync("1 decided");
        await Expect(page.Locator("tbody tr").Nth(1).Locator("[data-row]")).ToBeFocusedAsync();
        await keys.PressAsync("2");
        await Expect(page.Locator(".tray [role=status]")).ToContainTextAsync("2 decided");
        await Expect(page.Locator(".pane h2")).ToHaveTextAsync("Ås Bakeri");
        await Expect(page.Locator(".pane .pick.b[aria-pressed=true]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Bodø"));
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflicts-tray");
        site.Written().ShouldBe(before);

        await keys.PressAsync("Control+Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(2);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflicts-review");
        var shown = await ShownAsync(page);
        shown.ShouldBe([$"{ShopSite.NameA}|Address.City|Oslo|Bodø", $"{ShopSite.NameB}|City|Tromsø|Bergen"], ignoreOrder: true);
        site.Written().ShouldBe(before);
        await keys.PressAsync("Control+Enter");
        await Expect(page.Locator("#receipt")).ToBeFocusedAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("2 changes are written");
        site.Written().Except(before).Select(WithoutId).ShouldBe(shown, ignoreOrder: true);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflicts-receipt");
        page.Url.ShouldContain("/conflicts?kind=BothChanged");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Put back" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(2);
        (await ShownAsync(page)).ShouldBe([$"{ShopSite.NameA}|Address.City|Bodø|Oslo", $"{ShopSite.NameB}|City|Bergen|Tromsø"], ignoreOrder: true);
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CI_2_CI_3_CI_4_CI_7_A_group_is_decided_at_once_and_each_record_is_looked_at_again_before_it_is_written()
    {
        await site.CalmAsync();
        foreach (var name in new[] { "Nord", "Sør", "Vest" }) await site.ClashAsync(name + " Handel");
        var taken = await site.ClashAsync("Øst Handel");
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts");
        await page.Locator("section[aria-labelledby=groups] a").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(4);
        await page.GoBackAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/conflicts", StringComparison.Ordinal));
        await Expect(page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        await Expect(page.Locator("section[aria-labelledby=groups] a")).ToContainTextAsync("4 conflicts");
        await page.GetByRole(AriaRole.Button, new() { Name = "All: Take CRM" }).ClickAsync();
        await Expect(page.Locator(".tray [role=status]")).ToContainTextAsync("4 decided");
        await page.ReloadAsync();
        await Expect(page.Locator(".tray [role=status]")).ToContainTextAsync("4 decided");
        var moved = (await site.OpenAsync()).First(conflict => conflict.LinkId != taken.LinkId);
        await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Review and apply" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(4);
        await Expect(page.Locator("dialog")).ToContainTextAsync($"{ShopSite.NameA}: 4 writes");

        (await site.Get<DecisionVerbs>().SettleAsync(taken, DecisionChoice.TakeA, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        var link = await site.LinkAsync(moved.LinkId!.Value);
        site.A.Edit("Customers", link.A, "Name", "Nytt navn");
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("2 changes are written");
        await Expect(page.Locator(".receipt")).ToContainTextAsync("Kari decided this already");
        await Expect(page.Locator(".receipt")).ToContainTextAsync("1 record had changed since the preview");
        ((string?)site.A.Record("Customers", link.A)!["Address.City"]).ShouldBe("Bergen");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CI_9_CI_10_XC_2_Keys_do_nothing_where_they_are_off_and_the_inbox_is_whole_in_norwegian_dark_and_narrow()
    {
        await site.CalmAsync();
        await site.ClashAsync("Sjø & Land");
        await using (var visitor = await browser.VisitAsync(site.App, new("nb-NO", "dark")))
        {
            await visitor.GoAsync("/conflicts");
            await visitor.AxeShouldBeCleanAsync();
            await visitor.ScreenshotAsync("conflicts-nb-dark");
            await visitor.Page.EvaluateAsync("document.documentElement.dataset.shortcuts = 'off'");
            await visitor.Page.Keyboard.PressAsync("1");
            await visitor.Page.EvaluateAsync("document.documentElement.dataset.shortcuts = 'on'");
            await Expect(visitor.Page.Locator(".tray [role=status]")).ToContainTextAsync("Ingenting er avgjort");
            await visitor.Page.Keyboard.PressAsync("2");
            await Expect(visitor.Page.Locator(".tray [role=status]")).ToContainTextAsync("1 avgjort");
            await visitor.Page.Keyboard.PressAsync("u");
            await Expect(visitor.Page.Locator(".tray [role=status]")).ToContainTextAsync("Ingenting er avgjort");
            visitor.ShouldBeUntroubled();
        }

        await using var narrow = await browser.VisitAsync(site.App, new("nb-NO", Width: 320, Height: 700));
        await narrow.GoAsync("/conflicts");
        (await narrow.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await Expect(narrow.Page.Locator(".pane")).ToBeHiddenAsync();
        await narrow.AxeShouldBeCleanAsync();
        await narrow.ScreenshotAsync("conflicts-320");

        // Who has it open is told at once to who has the list open, and no longer than that.
        await using var wide = await browser.VisitAsync(site.App);
        await wide.GoAsync("/conflicts");
        await narrow.Page.GetByRole(AriaRole.Link, new() { Name = "Sjø & Land" }).First.ClickAsync();
        await Expect(wide.Page.Locator("tbody .claim")).ToHaveTextAsync("Browser user is looking at this");
        await Expect(wide.Page.Locator(".pane .claim")).ToHaveTextAsync("Browser user is looking at this");
        await narrow.Page.GoBackAsync();
        await Expect(wide.Page.Locator(".claim")).ToHaveCountAsync(0);
        await wide.Page.Keyboard.PressAsync("c");
        await Expect(wide.Page.Locator("tbody .claim")).ToContainTextAsync("You (Browser user) keep this until");
        await wide.Page.GetByLabel("Whose").SelectOptionAsync("1");
        await Expect(wide.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await wide.Page.Keyboard.PressAsync("c");
        await Expect(wide.Page.Locator(".claim")).ToHaveCountAsync(0);
        wide.ShouldBeUntroubled();
    }

    // The lines of the confirmation without the record's name: system, property, old and new value.
    private static async Task<IReadOnlyList<string>> ShownAsync(IPage page) => [.. await page.Locator("dialog tbody tr").EvaluateAllAsync<string[]>(
        "rows => rows.map(row => { const cells = [...row.children].map(cell => cell.innerText.trim()); return `${cells[0]}|${cells[2]}|${cells[3]}|${cells[4]}`; })")];

    private static string WithoutId(string written)
    {
        var parts = written.Split('|');
        return $"{parts[0]}|{parts[2]}|{parts[3]}|{parts[4]}";
    }
}
