using Microsoft.Playwright;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>One link in a real browser over the real engine.</summary>
[Collection(BrowserTests.Name)]
public sealed class LinkInTheBrowserTests(BrowserSession browser, ShopSite site) : IClassFixture<ShopSite>
{
    [Fact]
    public async Task LD_2_LD_5_LD_6_LD_8_Both_records_are_shown_now_and_then_and_brought_over_after_a_look()
    {
        var customer = await site.CustomerAsync("Åse Fjord");
        customer.EditA("Address.City", "Ålesund ");
        var before = site.Written();
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/links?q=Fjord");
        await page.GetByRole(AriaRole.Link, new() { Name = "Åse Fjord" }).ClickAsync();
        var city = page.Locator("tr[data-state=ToB]");
        await Expect(city).ToContainTextAsync($"Waiting: {ShopSite.NameA} → {ShopSite.NameB}");
        await Expect(city.Locator(".hidden-mark")).ToHaveCountAsync(1);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        site.Written().ShouldBe(before);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
        site.Written().Except(before).ShouldHaveSingleItem().ShouldBe($"{ShopSite.NameB}|{customer.Link.B}|City|Ålesund|Ålesund ");

        await page.GetByRole(AriaRole.Link, new() { Name = "As it was then" }).Last.ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=then]")).ToContainTextAsync("Åse Fjord");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("link-then");
        await page.Locator("#moment").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("section[aria-labelledby=then]")).ToHaveCountAsync(0);

        customer.EditB("Label", "Åse Fjord AS");
        await using (var other = await browser.VisitAsync(site.App))
        {
            await other.GoAsync("/dataflows/shop");
            await other.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show it" })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=past] li").First).ToContainTextAsync("Åse Fjord AS");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task LD_3_LD_4_Two_are_taken_apart_for_good_and_one_gets_another_partner()
    {
        var (apart, kept) = (await site.CustomerAsync("Skilles AS"), await site.CustomerAsync("Byttes AS"));
        var stranger = site.B.Insert("People", ShopSite.V("Label", "Rette Vedkommende"), ShopSite.V("City", "Narvik"), ShopSite.V("Kind", "customer"), ShopSite.V("Mail", "rett@rett.example"));
        await NoCreationAsync();
        await site.SyncAsync();
        await using var visitor = await browser.VisitAsync(site.App, new("nb-NO", "dark", 390, 800));
        var page = visitor.Page;
        await visitor.GoAsync("/links/" + apart.Link.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Koble fra…" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Koble fra …" })).ClickAsync();
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Det finnes ingen slik kobling lenger");
        await site.SyncAsync(SesamTalk.Engine.Runs.RunKind.Everything);
        (await site.Get<SyncMemory>().LinksAsync("shop", "customers", Side.A, [apart.Link.A])).ShouldBeEmpty();

        await visitor.GoAsync("/links/" + kept.Link.Id);
        await Expect(page.Locator("section[aria-labelledby=side-by-side] tbody tr").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("link-390-dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Koble på nytt" }).ClickAsync();
        await page.Locator("#relink-query").FillAsync("rette");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Rette Vedkommende" }).CheckAsync();
        await Expect(page.Locator("dialog table tbody tr").First).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("link-relink");
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        var link = (await site.Get<SyncMemory>().LinksAsync("shop", "customers", Side.B, [stranger])).Values.ShouldHaveSingleItem();
        (link.A, link.Origin).ShouldBe((kept.Link.A, LinkOrigin.ByPerson));
        (await site.Get<SyncMemory>().UnlinkedAsync("shop")).ShouldContain(record => record.Id == kept.Link.B && record.Side == Side.B);
        visitor.ShouldBeUntroubled();
    }

    // A record without a partner stays without one, so that a person can choose it.
    private async Task NoCreationAsync()
    {
        var flow = (await site.Get<DataflowStore>().FindAsync("shop"))!;
        await site.Get<DataflowStore>().SaveAsync(flow with { Pairs = [.. flow.Pairs.Select(pair => pair with { ToA = pair.ToA with { Creation = SesamTalk.Engine.Dataflows.CreationRule.Never } })] }, "test", "");
    }
}
