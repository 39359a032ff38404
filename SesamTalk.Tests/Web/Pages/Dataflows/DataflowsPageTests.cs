using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

public sealed class DataflowsPageTests : PageTest
{
    [Fact]
    public void Without_a_dataflow_it_says_what_one_is_and_how_to_get_one()
    {
        var page = Open("/dataflows");
        page.WaitForAssertion(() => page.Find(".card .button.primary").GetAttribute("href").ShouldBe("/import"));
    }

    [Fact]
    public async Task The_five_shipped_dataflows_are_listed_by_their_systems()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows");
        page.WaitForAssertion(() => Names(page).ShouldBe(
            ["Custom CRM ↔ PowerOfficeGO", "Custom PMS ↔ PowerOffice GO", "Poweroffice ↔ OpenSesam", "PowerOffice GO ↔ Custom Webshop", "Powerofficego ↔ (unnamed system)"], ignoreOrder: true));
    }

    [Fact]
    public async Task A_system_without_a_name_is_called_so_in_Norwegian_too()
    {
        Speak("nb-NO");
        await Data.DataflowsAsync();
        var page = Open("/dataflows");
        page.WaitForAssertion(() => Names(page).ShouldContain("Powerofficego ↔ (system uten navn)"));
    }

    [Fact]
    public async Task DF_2_The_four_headline_counts_add_up_to_the_total()
    {
        await Data.DataflowsAsync();
        await Data.LinksAsync();
        await Data.UnlinkedAsync();
        var page = Open("/dataflows?q=unnamed");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(1));
        var counts = page.FindAll("tbody td.number").Select(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        counts.ShouldBe([4, 3, 5, 2, 14]);
        counts[..4].Sum().ShouldBe(counts[4]);
    }

    [Theory]
    [InlineData("?q=webshop", 1)]
    [InlineData("?system=Custom%20CRM", 1)]
    [InlineData("?status=Failed", 1)]
    [InlineData("?status=Unknown", 4)]
    [InlineData("?q=no-such-thing", 0)]
    public async Task The_address_narrows_the_list(string query, int rows)
    {
        await Data.DataflowsAsync();
        await Data.RunAsync(RunOutcome.Failed, "Our own mistake.");
        var page = Open("/dataflows" + query);
        page.WaitForAssertion(() => page.FindAll("h1 + *, .field").Count.ShouldBeGreaterThan(0));
        Names(page).Count.ShouldBe(rows);
        if (rows == 0) page.Markup.ShouldContain("The filters hide everything");
    }

    [Fact]
    public async Task DF_3_A_pause_needs_a_reason_and_stands_in_the_audit()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows?q=unnamed");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(1));
        page.Find("button:contains('Pause')").Click();
        page.Find("dialog button.primary").Click();
        page.Find("#pause-reason-missing").TextContent.ShouldContain("Write a reason");
        (await Data.FindAsync()).PausedBecause.ShouldBeNull();

        page.Find("#pause-reason").Input("Year end");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("Paused"));
        (await Data.FindAsync()).PausedBecause.ShouldBe("Browser user: Year end");
        await using var db = await Data.DatabaseAsync();
        (await db.Audit.SingleAsync(entry => entry.Act == "dataflow.paused")).Sentence.ShouldContain("Year end");

        page.Find("button:contains('Resume')").Click();
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldNotContain("Paused"));
    }

    [Fact]
    public async Task A_run_that_was_asked_for_is_shown_and_cannot_be_asked_for_again()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows?q=unnamed");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(1));
        page.Find("tbody .button").Click();
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("Queued"));
        page.Find("tbody .button").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription_to_runs()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(5));
        var feed = Services.GetRequiredService<RunFeed>();
        feed.Subscribers.ShouldBe(1);
        await DisposeComponentsAsync();
        feed.Subscribers.ShouldBe(0);
    }

    [Fact]
    public async Task A_filter_that_is_not_known_is_said_and_left_out()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows?colour=blue");
        page.WaitForAssertion(() => page.Markup.ShouldContain("1 filter in the link is not known"));
        Names(page).Count.ShouldBe(5);
    }

    private IRenderedComponent<DataflowsPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DataflowsPage>();
    }

    private static List<string> Names(IRenderedComponent<DataflowsPage> page) => [.. page.FindAll("tbody th a").Select(link => link.TextContent)];
}
