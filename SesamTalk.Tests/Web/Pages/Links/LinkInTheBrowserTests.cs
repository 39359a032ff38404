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
        // With keys alone from here on.
        await visitor.TabToAsync("Koble på nytt");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await visitor.TabToAsync("Finn");
        await page.Keyboard.TypeAsync("rette");
        await Expect(page.Locator("dialog input[type=radio]")).ToHaveCountAsync(1);
        await visitor.TabToAsync("Rette Vedkommende");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("dialog table tbody tr").First).ToBeVisibleAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("link-relink");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        var link = (await site.Get<SyncMemory>().LinksAsync("shop", "customers", Side.B, [stranger])).Values.ShouldHaveSingleItem();
        (link.A, link.Origin).ShouldBe((kept.Link.A, LinkOrigin.ByPerson));
        (await site.Get<SyncMemory>().UnlinkedAsync("shop")).ShouldContain(record => record.Id == kept.Link.B && record.Side == Side.B);

        // One that is linked with another leaves it in the same step; what both partners hold stands beside each other.
        var third = await site.CustomerAsync("Tredje AS");
        await visitor.GoAsync("/links/" + third.Link.Id);
        await visitor.TabToAsync("Koble på nytt");
        await page.Keyboard.PressAsync("Enter");
        await visitor.TabToAsync("Finn");
        await page.Keyboard.TypeAsync("rette");
        var taken = page.Locator("dialog label.pick.b", new() { HasTextString = "Rette Vedkommende" });
        await Expect(taken).ToContainTextAsync("Koblet med Byttes AS nå");
        await taken.ClickAsync();
        await Expect(page.Locator("dialog strong").First).ToContainTextAsync("Byttes AS står alene etterpå");
        await Expect(page.Locator("dialog [data-three] tbody tr").First).ToContainTextAsync("Rette Vedkommende");
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        (await site.Get<SyncMemory>().LinksAsync("shop", "customers", Side.B, [stranger])).Values.ShouldHaveSingleItem().A.ShouldBe(third.Link.A);
        var left = await site.Get<SyncMemory>().UnlinkedAsync("shop");
        left.ShouldContain(record => record.Side == Side.A && record.Id == kept.Link.A && record.AsksPerson);
        left.ShouldContain(record => record.Side == Side.B && record.Id == third.Link.B && record.AsksPerson);
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task LB_5_LB_6_LB_7_Several_links_are_synced_after_a_look_the_row_that_was_opened_has_the_focus_again_and_the_file_runs_nothing()
    {
        List<ShopRecord> several = [];
        foreach (var name in new[] { "Flere En", "Flere To", "=1+1 Flere Tre" }) several.Add(await site.CustomerAsync(name));
        several.ForEach(one => one.EditA("Address.City", "Florø"));
        var before = site.Written();
        await using var visitor = await browser.VisitAsync(site.App);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.GoAsync("/links?q=flere");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.Locator("tbody [data-row]").Nth(1).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Flere To");
        await page.GoBackAsync();
        await Expect(page.Locator("tbody [data-row]").Nth(1)).ToBeFocusedAsync();
        page.Url.ShouldEndWith("/links?q=flere");

        await keys.PressAsync("x");
        await Expect(page.Locator("main [role=status]").First).ToHaveTextAsync("1 chosen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose all that fit the filter" }).PressAsync("Enter");
        await Expect(page.Locator("main [role=status]").First).ToHaveTextAsync("All 3 that fit the filter are chosen");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("links-chosen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).PressAsync("Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(3);
        await visitor.AxeShouldBeCleanAsync();
        site.Written().ShouldBe(before);
        await page.Locator("dialog button.primary:enabled").PressAsync("Enter");
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("3 changes are written");
        site.Written().Except(before).Select(line => line.Split('|')[4]).ShouldBe(["Florø", "Florø", "Florø"]);

        var link = page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" });
        using var client = site.App.CreateClient();
        using var answer = await client.GetAsync(new Uri((await link.GetAttributeAsync("href"))!, UriKind.Relative), TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        (answer.Content.Headers.ContentDisposition!.FileName, bytes[0], bytes[1], bytes[2]).ShouldBe(("links.csv", (byte)0xEF, (byte)0xBB, (byte)0xBF));
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines.ShouldContain(line => line.Contains("\"'=1+1 Flere Tre\"", StringComparison.Ordinal));
        visitor.ShouldBeUntroubled();
    }

    // A record without a partner stays without one, so that a person can choose it.
    private async Task NoCreationAsync()
    {
        var flow = (await site.Get<DataflowStore>().FindAsync("shop"))!;
        await site.Get<DataflowStore>().SaveAsync(flow with { Pairs = [.. flow.Pairs.Select(pair => pair with { ToA = pair.ToA with { Creation = SesamTalk.Engine.Dataflows.CreationRule.Never } })] }, "test", "");
    }
}
