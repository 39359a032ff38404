using Microsoft.Playwright;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Deletes;

/// <summary>Deletes that wait, in a real browser over the real engine.</summary>
[Collection(BrowserTests.Name)]
public sealed class DeletesInTheBrowserTests(BrowserSession browser, ShopSite site) : IClassFixture<ShopSite>
{
    [Fact]
    public async Task DA_1_DA_4_Nothing_is_deleted_before_approval_and_what_is_kept_is_made_anew_or_left_apart()
    {
        var before = Deleted();
        var (gone, anew, apart) = (await DeletedAsync("Borte AS"), await DeletedAsync("Ny Igjen AS"), await DeletedAsync("Alene AS"));
        Deleted().ShouldBe(before);
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync("/deletes");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("is deleted here");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("deletes");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve 1 delete" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveCountAsync(1);
        await visitor.AxeShouldBeCleanAsync();
        Deleted().ShouldBe(before);
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator("#receipt")).ToHaveTextAsync("1 change is written");
        site.B.Record("People", gone.Link.B).ShouldBeNull();
        Deleted().ShouldBe(before + 1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Make anew… Ny Igjen AS" }).ClickAsync();
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        site.A.Records("Customers").ShouldContain(record => (string?)record["Name"] == "Ny Igjen AS");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave apart… Alene AS" }).ClickAsync();
        await page.Locator("dialog button.primary:enabled").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("No deletes wait");
        (await site.LinkAsync(apart.Link.Id)).State.ShouldBe(Population.Paused);
        (site.B.Record("People", apart.Link.B), site.B.Record("People", anew.Link.B)).ShouldNotBe((null, null));
        Deleted().ShouldBe(before + 1);
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task DA_2_DA_3_What_comes_back_is_withdrawn_and_above_the_brake_a_second_person_must_approve()
    {
        var back = await site.CustomerAsync("Kommer Tilbake AS");
        var record = site.A.Record("Customers", back.Link.A)!;
        site.A.Delete("Customers", back.Link.A);
        var two = await DeletedAsync("To Må Si Ja AS");
        site.A.Create("Customers", record, MemoryActor.User);
        await site.SyncAsync();
        await LimitAsync(new SafetyLimits { SharesFrom = 1, DeletedShare = 0 });
        await using var visitor = await browser.VisitAsync(site.App, new("nb-NO", "dark", 390, 800));
        var page = visitor.Page;
        await visitor.GoAsync("/deletes?show=withdrawn");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("section[aria-labelledby=withdrawn]")).ToContainTextAsync("Kommer Tilbake AS");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("deletes-390-dark");
        await page.GetByLabel("Velg To Må Si Ja AS").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Godkjenn 1 sletting" }).ClickAsync();
        await Expect(page.Locator("dialog .said")).ToContainTextAsync("To Må Si Ja AS");
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("En person til må godkjenne");
        site.B.Record("People", two.Link.B).ShouldNotBeNull();
        (await site.Get<DecisionVerbs>().ApproveDeleteAsync(two.Link.Id, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await site.SyncAsync();
        site.B.Record("People", two.Link.B).ShouldBeNull();
        await LimitAsync(new SafetyLimits());
        visitor.ShouldBeUntroubled();
    }

    private int Deleted() => site.B.Journal.Count(act => act is { Actor: MemoryActor.Engine, After: null });

    private async Task<ShopRecord> DeletedAsync(string name)
    {
        var customer = await site.CustomerAsync(name);
        site.A.Delete("Customers", customer.Link.A);
        await site.SyncAsync(RunKind.Everything);
        return customer;
    }

    private async Task LimitAsync(SafetyLimits limits) =>
        await site.Get<DataflowStore>().SaveAsync((await site.Get<DataflowStore>().FindAsync("shop"))! with { Limits = limits }, "test", "");
}
