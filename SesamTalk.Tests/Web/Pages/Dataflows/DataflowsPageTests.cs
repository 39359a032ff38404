using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages.Checklists;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
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

    [Fact]
    public async Task Several_dataflows_are_paused_with_one_reason_and_run_again_and_the_others_are_let_be()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(5));
        page.FindAll("[data-bulk]").ShouldBeEmpty();
        foreach (var name in new[] { "Webshop", "unnamed" }) page.FindAll("tbody input[type=checkbox]").Single(box => box.GetAttribute("aria-label")!.Contains(name, StringComparison.Ordinal)).Change(true);
        page.Find("[data-bulk] [role=status]").TextContent.ShouldBe("2 chosen");
        page.Find("[data-bulk] button:contains('Pause…')").Click();
        page.Find("dialog button.primary").HasAttribute("disabled").ShouldBeTrue();
        page.Find("#pause-all-reason").Input("Year end");
        await page.Find("dialog button.primary").ClickAsync();
        async Task<IReadOnlyList<string>> PausedAsync() => [.. (await Services.GetRequiredService<DataflowStore>().AllAsync()).Where(flow => flow.PausedBecause == "Browser user: Year end").Select(flow => flow.Id)];
        (await PausedAsync()).ShouldBe(["poweroffice-go-custom-webshop", PageData.Unnamed], ignoreOrder: true);
        await page.Find("[data-bulk] button:contains('Resume')").ClickAsync();
        (await PausedAsync()).ShouldBeEmpty();
        Reading.Role = Role.Viewer;
        Open("/dataflows").FindAll("tbody input[type=checkbox]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_is_held_against_its_own_schedule_and_shows_what_its_last_round_proved()
    {
        await Data.DataflowsAsync();
        var store = Services.GetRequiredService<DataflowStore>();
        await store.SaveAsync(await Data.FindAsync() with { Schedule = Schedule.Each(TimeSpan.FromHours(1)) }, "test", "");
        await Data.RunAsync(RunOutcome.Done);
        var page = Open("/dataflows?q=unnamed");
        page.WaitForElement("[data-punctual]").TextContent.ShouldEndWith("days late");
        page.FindAll("[data-tested]").ShouldBeEmpty();

        await Data.RecentRunAsync(new RunCounts());
        var round = await Services.RoundAsync();
        var rows = (await Services.StateAsync(round)).Lines.Select((state, at) => (state.Line, at)).GroupBy(one => (one.Line.PairId, one.Line.RowId)).ToList();
        foreach (var (_, at) in rows.First(row => row.Count() > 1)) await Services.GiveAsync(round, at, LineVerdict.Pass);
        await Services.GiveAsync(round, rows.Last(row => row.Count() > 1).First().at, LineVerdict.Pass);
        page = Open("/dataflows?q=unnamed");
        page.WaitForElement("[data-tested]").TextContent.Trim().ShouldBe($"tested both ways 1 of {rows.Count}");
        page.Find("[data-punctual]").TextContent.ShouldBe("On time");
        page.Find("tbody").TextContent.ShouldContain("next ");
        page.FindAll("[data-tested] .strip > span").Select(part => part.GetAttribute("style")).ShouldBe(["flex-grow: 1", "flex-grow: 1", $"flex-grow: {rows.Count - 2}"]);
    }

    [Fact]
    public async Task While_updates_are_paused_nothing_moves_and_what_was_heard_is_shown_when_they_go_on()
    {
        await Data.DataflowsAsync();
        var page = Open("/dataflows?q=unnamed");
        page.WaitForAssertion(() => Names(page).Count.ShouldBe(1));
        var (pause, feed) = (Services.GetRequiredService<LivePause>(), Services.GetRequiredService<RunFeed>());
        pause.Toggle();
        await Data.RunAsync(RunOutcome.Failed, "Our own mistake.");
        feed.Publish(new RunProgress(Guid.NewGuid(), PageData.Unnamed, RunStep.Ended, "", 0, null, new RunCounts(), DateTimeOffset.UnixEpoch, RunOutcome.Failed));
        await page.InvokeAsync(() => { });
        page.Find("tbody").TextContent.ShouldContain("Not run yet");
        pause.Toggle();
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("Failed"));
    }

    private IRenderedComponent<DataflowsPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DataflowsPage>();
    }

    private static List<string> Names(IRenderedComponent<DataflowsPage> page) => [.. page.FindAll("tbody th a").Select(link => link.TextContent)];
}
