using Microsoft.Playwright;
using SesamTalk.Tests.Web.Components;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>What holds on every page: no axe violation, no console error, nothing from elsewhere, no sideways scrolling.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInTheBrowserTests(BrowserSession browser, SeededSite site, ReturningVisitors visitors) : IClassFixture<ReturningVisitors>
{
    private const string Flow = "/dataflows/" + PageData.Unnamed;
    private const string Person = "customers-person--customers-person";

    /// <summary>Every page and state of one, by the name of its picture.</summary>
    public static TheoryData<string, string> Addresses => new()
    {
        { "dataflows", "/dataflows" },
        { "dataflows-filtered-empty", "/dataflows?q=nothing-like-it" },
        { "dataflow-pairs", $"{Flow}?pair={Person}" },
        { "dataflow-technical", $"{Flow}?pair={Person}&view=technical&row=mailaddress.city~city" },
        { "dataflow-schedule", $"{Flow}?panel=schedule" },
        { "dataflow-rules", $"{Flow}?tab=rules" },
        { "dataflow-links", $"{Flow}?tab=links" },
        { "dataflow-runs", $"{Flow}?tab=runs" },
        { "dataflow-document", $"{Flow}?tab=document" },
        { "dataflow-checklist", $"{Flow}?tab=checklist" },
        { "dataflow-missing", "/dataflows/none" },
        { "mapping-not-described", $"{Flow}/mapping/{Person}" },
        { "links", "/links" },
        { "link", "/links/" + SeededSite.Link },
        { "conflicts", "/conflicts" },
        { "conflicts-filtered-empty", "/conflicts?q=nothing-like-it" },
        { "conflicts-rule", "/conflicts?status=rule" },
        { "conflict", "/conflicts/" + SeededSite.Conflict },
        { "deletes", "/deletes?show=withdrawn" },
        { "overview", "/" },
        { "overview-table", "/?map=table&range=30d" },
        { "runs", "/runs" },
        { "run", "/runs/" + SeededSite.Run },
        { "run-changes", $"/runs/{SeededSite.Run}?tab=changes" },
        { "run-missing", "/runs/00000000-0000-0000-0000-000000000001" },
        { "checklists", "/checklists" },
        { "round", "/checklists/" + SeededSite.Round },
        { "round-report", $"/checklists/{SeededSite.Round}/report" },
        { "settings", "/settings" },
        { "help", "/help" },
        { "systems", "/systems" },
        { "system-connection", "/systems/poweroffice-go" },
        { "system-schema", "/systems/poweroffice-go?tab=schema&q=Customers" },
        { "system-limits", "/systems/poweroffice-go?tab=limits" },
        { "system-timeline", "/systems/poweroffice-go?tab=timeline" },
        { "system-new", "/systems/new?kind=poweroffice-go" },
        { "import", "/import" },
        { "users", "/users" },
        { "audit", "/audit" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task XC_2_XC_4_XC_6_XC_8_XC_9_Each_page_is_accessible_untroubled_fits_its_window_and_says_each_status_in_its_own_language(string picture, string address)
    {
        foreach (var visit in Visit.All)
        {
            var visitor = await visitors.OfAsync(browser, site.App, visit);
            await visitor.GoAsync(address);
            await visitor.AxeShouldBeCleanAsync();
            visitor.ShouldBeUntroubled();
            await visitor.ShouldFitAsync(visit.Width == Visit.Narrow ? [Visit.Phone, Visit.Narrow] : [visit.Width], visit.Height);
            (await visitor.Page.EvaluateAsync<int>("[...document.querySelectorAll('main .status')].filter(status => !status.textContent.trim()).length")).ShouldBe(0, "a status without a word");
            if (visit.Language == "nb-NO") (await visitor.Page.Locator("body").InnerTextAsync()).Split('\n').Select(line => line.Trim()).Intersect(EnglishTexts.Alone).ShouldBeEmpty(address);
            await visitor.ScreenshotAsync($"{picture}-{visit.Language[..2]}-{visit.Theme}-{visit.Width}");
        }
    }

    [Fact]
    public async Task XC_2_XC_7_A_page_that_cannot_be_read_says_why_what_was_not_done_and_what_to_do_and_nothing_else()
    {
        site.Databases.IsBroken = true;
        try
        {
            foreach (var visit in Visit.All)
            {
                var visitor = await visitors.OfAsync(browser, site.App, visit);
                foreach (var address in new[] { "/", "/dataflows", Flow, "/links", "/links/" + SeededSite.Link, "/conflicts", "/conflicts/" + SeededSite.Conflict, "/deletes", "/runs", "/runs/" + SeededSite.Run, "/systems", "/settings", $"{Flow}/mapping/{Person}" })
                {
                    await visitor.GoAsync(address);
                    var alert = visitor.Page.Locator("main [role=alert]").First;
                    await Expect(alert).ToContainTextAsync("ST-");
                    (await alert.Locator("dt").CountAsync()).ShouldBe(4, address);
                    var text = await visitor.Page.ContentAsync();
                    (text.Contains(BreakableDatabases.Hidden, StringComparison.Ordinal), text.Contains("SqliteException", StringComparison.Ordinal)).ShouldBe((false, false), address);
                    await visitor.AxeShouldBeCleanAsync();
                    await visitor.ScreenshotAsync($"error-{address.Trim('/').Replace('/', '-')}-{visit.Language[..2]}-{visit.Theme}-{visit.Width}");
                }
            }
        }
        finally
        {
            site.Databases.IsBroken = false;
        }
    }

    [Theory]
    [InlineData("/links?q=a%20b%2Bc%26d%22%C3%A9%20%C3%A5", "a b+c&d\"é å")]
    [InlineData("/dataflows?q=a%20b%2Bc%26d%22%C3%A9%20%C3%A5", "a b+c&d\"é å")]
    public async Task XC_1_Any_text_in_the_address_comes_back(string address, string text)
    {
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.GoAsync(address);
        await Expect(visitor.Page.Locator("main input[type=search]")).ToHaveValueAsync(text);
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator("main input[type=search]")).ToHaveValueAsync(text);
    }
}
