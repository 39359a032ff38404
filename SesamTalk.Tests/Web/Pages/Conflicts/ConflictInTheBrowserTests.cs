using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Storage;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Conflicts;

/// <summary>One conflict in a real browser, over the real engine.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConflictInTheBrowserTests(BrowserSession browser, ShopSite site) : IClassFixture<ShopSite>
{
    private const string City = "line-address.city~city", Mail = "line-email~mail";

    [Fact]
    public async Task CF_2_From_the_inbox_one_conflict_takes_three_keys()
    {
        await site.CalmAsync();
        await site.ClashAsync("Tre Taster");
        await using var visitor = await browser.VisitAsync(site.App, new("nb-NO"));
        await visitor.GoAsync("/conflicts");
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("2");
        await Expect(visitor.Page.Locator(".tray button.primary")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("dialog tbody tr")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("#receipt")).ToHaveTextAsync("1 endring er skrevet");
        (await site.OpenAsync()).ShouldBeEmpty();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CF_3_CF_4_CF_5_CF_11_What_is_chosen_is_checked_kept_over_a_reload_and_written_with_what_flows_by_itself()
    {
        await site.CalmAsync();
        var conflict = await TwoPropertiesAsync("Fjord Kafé");
        var link = await site.LinkAsync(conflict.LinkId!.Value);
        site.A.Edit("Customers", link.A, "Name", "Fjord Kafé og Bar");
        var before = site.Written();
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts/" + conflict.Id);
        await Expect(Line(page, City)).ToBeVisibleAsync();
        await Expect(Line(page, "line-name~label")).ToContainTextAsync($"Only {ShopSite.NameA} changed");
        await Expect(page.Locator("#why-not")).ToHaveTextAsync("Still undecided: Email ↔ Mail, Address.City ↔ City");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflict-undecided");

        var own = Line(page, City).Locator("input:not([type=radio])");
        await own.FillAsync("Llanfairpwllgwyngyllgogery");
        await own.PressAsync("Tab");
        await Expect(Line(page, City).Locator(".wrong")).ToHaveTextAsync($"{ShopSite.NameB} takes at most 20 characters.");
        await own.FillAsync("Svolvær");
        await own.PressAsync("Tab");
        await Expect(page.Locator("#why-not")).ToHaveTextAsync("Still undecided: Email ↔ Mail");
        await page.ReloadAsync();
        await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(Line(page, City).Locator("input:not([type=radio])")).ToHaveValueAsync("Svolvær");
        await page.Keyboard.PressAsync("2");
        var lines = page.Locator("section[aria-labelledby=will-write] > ul > li");
        await Expect(lines).ToHaveCountAsync(2);
        await Expect(lines.Nth(0)).ToContainTextAsync("Svolvær");
        await Expect(lines.Nth(1)).ToContainTextAsync("Fjord Kafé og Bar");
        await visitor.ScreenshotAsync("conflict-decided");
        site.Written().ShouldBe(before);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("2 changes are written");
        site.Written().Except(before).Select(line => line.Split('|')[0] + "|" + line.Split('|')[2] + "|" + line.Split('|')[4])
            .ShouldBe([$"{ShopSite.NameA}|Address.City|Svolvær", $"{ShopSite.NameA}|Email|b@fjord.example", $"{ShopSite.NameB}|City|Svolvær", $"{ShopSite.NameB}|Label|Fjord Kafé og Bar"], ignoreOrder: true);
        await visitor.AxeShouldBeCleanAsync();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CF_7_CF_9_What_moved_is_refused_with_the_choice_kept_and_an_unknown_base_is_said()
    {
        await site.CalmAsync();
        site.A.Insert("Customers", ShopSite.V("Name", "Møtes Nå"), ShopSite.V("Email", "m@m.example"), ShopSite.V("Address.City", "Bergen"));
        site.B.Insert("People", ShopSite.V("Label", "Møtes Nå"), ShopSite.V("Mail", "m@m.example"), ShopSite.V("City", "Tromsø"), ShopSite.V("Kind", "customer"));
        await site.SyncAsync();
        var conflict = (await site.OpenAsync()).ShouldHaveSingleItem();
        conflict.Kind.ShouldBe(ConflictKind.FirstMeeting);
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts/" + conflict.Id);
        await Expect(Line(page, City)).ToContainTextAsync("None: first time these two met");
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("section[aria-labelledby=will-write]")).ToContainTextAsync("Bergen");
        site.B.Edit("People", (await site.LinkAsync(conflict.LinkId!.Value)).B, "City", "Narvik");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("Nothing was written");
        await Expect(page.Locator("main")).ToContainTextAsync("1 record had changed since the preview");
        await Expect(Line(page, City).Locator("input[type=radio]:checked")).ToHaveCountAsync(1);
        await Expect(page.Locator("main")).ToContainTextAsync("Changed since the conflict was noted");
        ((string?)site.B.Record("People", (await site.LinkAsync(conflict.LinkId!.Value)).B)!["City"]).ShouldBe("Narvik");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CF_8_A_rule_from_here_settles_exactly_what_was_shown_and_the_losing_values_can_be_put_back()
    {
        await site.CalmAsync();
        var conflict = await site.ClashAsync("Regel Én", "Bergen", "Tromsø");
        await site.ClashAsync("Regel To", "Oslo", "Bodø");
        var before = site.Written();
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts/" + conflict.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Always" }).ClickAsync();
        await Expect(page.Locator("dialog")).ToContainTextAsync("It settles 2 of 2 open conflicts now");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(2);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflict-rule");
        site.Written().ShouldBe(before);
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("2 changes are written");
        site.Written().Except(before).Select(line => line.Split('|')[4]).ShouldBe(["Tromsø", "Bodø"], ignoreOrder: true);
        (await site.OpenAsync()).ShouldBeEmpty();

        await visitor.GoAsync("/conflicts?status=rule");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflicts-rule");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put back… Regel Én" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(2);
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("2 changes are written");
        site.Written()[^1].ShouldEndWith("City|Tromsø|Bergen");
        await ResetRuleAsync();
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CF_10_CF_12_Half_a_success_is_said_and_only_the_other_half_is_tried_again_in_a_narrow_window_too()
    {
        await site.CalmAsync();
        var conflict = await site.ClashAsync("Halvt Hell");
        var link = await site.LinkAsync(conflict.LinkId!.Value);
        await using var visitor = await browser.VisitAsync(site.App, new("en-GB", "dark", 320, 760));
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts/" + conflict.Id);
        await Expect(Line(page, City)).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await visitor.AxeShouldBeCleanAsync();
        var own = Line(page, City).Locator("input:not([type=radio])");
        await own.FillAsync("Nusfjord");
        await own.PressAsync("Tab");
        await Expect(page.Locator("section[aria-labelledby=will-write] > ul > li")).ToHaveCountAsync(2);
        await visitor.ScreenshotAsync("conflict-320");
        site.B.Trouble = call => call is { Verb: MemoryVerb.Write } ? new MemoryTrouble(new ConnectorError.Rejected([new RejectedProperty("City", "closed")], "The city is closed.")) : null;
        try
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Apply 1 decision" }).ClickAsync();
            await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
            await Expect(page.Locator(".receipt")).ToContainTextAsync("The city is closed.");
            ((string?)site.A.Record("Customers", link.A)!["Address.City"]).ShouldBe("Nusfjord");
        }
        finally
        {
            site.B.Trouble = _ => null;
        }

        var before = site.Written();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Try only {ShopSite.NameB} again" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(1);
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator(".receipt")).Not.ToContainTextAsync("The city is closed.");
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
        site.Written().Except(before).ShouldHaveSingleItem().ShouldBe($"{ShopSite.NameB}|{link.B}|City|Tromsø|Nusfjord");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task Several_that_fit_are_answered_with_one_of_them_and_a_delete_against_an_edit_with_its_consequence()
    {
        await site.CalmAsync();
        var customer = await site.CustomerAsync("Slettet Mot Endret");
        site.A.Delete("Customers", customer.Link.A);
        customer.EditB("City", "Narvik");
        site.B.Insert("People", ShopSite.V("Label", "Kari N"), ShopSite.V("Mail", "kari@nord.example"), ShopSite.V("Kind", "customer"));
        site.B.Insert("People", ShopSite.V("Label", "K Nord"), ShopSite.V("Mail", "kari@nord.example"), ShopSite.V("Kind", "customer"));
        var kari = site.A.Insert("Customers", ShopSite.V("Name", "Kari"), ShopSite.V("Email", "kari@nord.example"));
        await site.SyncAsync(SesamTalk.Engine.Runs.RunKind.Everything);
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/conflicts?kind=AmbiguousMatch");
        await page.GetByRole(AriaRole.Link, new() { Name = "Decide… Kari" }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=answers] li")).ToHaveCountAsync(4);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("conflict-several");
        await page.GetByRole(AriaRole.Button, new() { Name = "Link with Kari N" }).ClickAsync();
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("#receipt")).ToBeVisibleAsync();
        (await site.Get<SyncMemory>().LinksAsync("shop", "customers", SesamTalk.Engine.Records.Side.A, [kari])).Values.ShouldHaveSingleItem().Origin.ShouldBe(SesamTalk.Engine.Matching.LinkOrigin.ByPerson);

        await visitor.GoAsync("/conflicts?kind=EditedAgainstDeleted");
        await page.GetByRole(AriaRole.Link, new() { Name = "Slettet Mot Endret" }).First.ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=answers] li")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("2");
        await Expect(page.Locator("dialog")).ToContainTextAsync($"The record in {ShopSite.NameB} and its edits are gone");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(1);
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
        site.B.Record("People", customer.Link.B).ShouldBeNull();
        visitor.ShouldBeUntroubled();
    }

    private static ILocator Line(IPage page, string id) => page.Locator($"[id='{id}']");

    private async Task<OpenConflict> TwoPropertiesAsync(string name)
    {
        var customer = await site.CustomerAsync(name);
        customer.EditA("Address.City", "Bergen");
        customer.EditB("City", "Tromsø");
        customer.EditA("Email", "a@fjord.example");
        customer.EditB("Mail", "b@fjord.example");
        await site.SyncAsync();
        return (await site.OpenAsync()).First(conflict => conflict.LinkId == customer.Link.Id);
    }

    private async Task ResetRuleAsync()
    {
        var flow = (await site.Get<DataflowStore>().FindAsync("shop"))!;
        await site.Get<DataflowStore>().SaveAsync(flow with { Pairs = [.. flow.Pairs.Select(pair => pair with { RowPolicies = pair.RowPolicies.Clear() })] }, "test", "");
    }
}
