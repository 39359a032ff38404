using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

public sealed class LinksPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Fact]
    public void Without_links_it_says_how_they_come()
    {
        var page = Open("");
        page.WaitForAssertion(() => page.Markup.ShouldContain("Nothing is linked yet"));
    }

    [Theory]
    [InlineData("?q=10007", 1)]
    [InlineData("?q=U-3", 1)]
    [InlineData("?q=aase", 12)]
    [InlineData("?q=%C3%85SE%20FJORD%2012", 1)]
    [InlineData("?state=Conflict", 1)]
    [InlineData("?dataflow=custom-crm-powerofficego", 0)]
    [InlineData("?pair=customers-person--customers-person&dataflow=powerofficego-unnamed", 12)]
    public async Task LB_4_Links_are_found_by_name_id_state_and_pair(string query, int rows)
    {
        await Data.LinksAsync();
        var page = Open(query);
        page.WaitForElement("search");
        page.FindAll("tbody tr").Count.ShouldBe(rows);
        if (rows == 0) page.Markup.ShouldContain("No link fits");
    }

    [Fact]
    public async Task LB_2_Three_pages_on_and_three_back_show_the_same_rows()
    {
        await Data.LinksAsync(LinkQuery.Size * 3 + 10);
        var page = Open("");
        page.WaitForElement("search");
        List<string> seen = [];
        for (var step = 0; step < 3; step++)
        {
            seen.Add(FirstOf(page));
            Follow(page, "Next");
        }
        page.FindAll("tbody tr").Count.ShouldBe(10);
        for (var step = 2; step >= 0; step--)
        {
            Follow(page, "Previous");
            FirstOf(page).ShouldBe(seen[step]);
        }
        page.Find("nav[aria-label=Pages] p").TextContent.ShouldBe("50 of 160 rows");
    }

    [Fact]
    public async Task LB_3_A_link_made_meanwhile_is_neither_doubled_nor_skips_another()
    {
        await Data.LinksAsync(LinkQuery.Size + 5);
        var page = Open("");
        page.WaitForElement("search");
        var last = page.FindAll("tbody th")[^1].TextContent;
        await Data.LinksAsync(1, pair: "customers--customers-company");
        Follow(page, "Next");
        page.FindAll("tbody th").Select(row => row.TextContent).ShouldNotContain(last);
        page.FindAll("tbody tr").Count.ShouldBe(5);
    }

    [Fact]
    public async Task LB_7_All_that_fit_are_counted_to_the_last_and_too_many_are_told_of_instead_of_done()
    {
        await Data.LinksAsync(LinkBulk.Most + 10);
        var page = Open("?state=InSync");
        page.WaitForElement("search");
        page.Find("[aria-label='Choose Åse Fjord 10']").Change(true);
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldBe("1 chosen"));
        Press(page, "Choose all that fit the filter");
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldBe("All 202 that fit the filter are chosen"));
        Press(page, "Sync now…");
        page.WaitForAssertion(() => page.Find("dialog h2").TextContent.ShouldBe("Sync 202 links"));
        page.Find("dialog").TextContent.ShouldContain("Nothing was done: narrow the filter");
        page.Find("dialog button.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Several_refused_writes_are_tried_again_at_once_and_what_waits_for_nothing_is_left_alone()
    {
        await Data.LinksAsync();
        var page = Open("");
        page.WaitForElement("search");
        page.FindAll("input[type=checkbox]")[0].Change(true);
        Press(page, "Try again…");
        page.WaitForElement("dialog button.primary").Click();
        await using var db = await Data.DatabaseAsync();
        page.WaitForAssertion(() => db.Links.Count(link => link.State == Population.Failing).ShouldBe(0));
        db.Links.Count(link => link.State == Population.Waiting).ShouldBe(2);
        db.Links.Count(link => link.State == Population.InSync).ShouldBe(4);
    }

    [Fact]
    public async Task A_view_is_saved_for_one_or_for_all_shown_by_its_address_and_let_go_again()
    {
        await Data.LinksAsync();
        var page = Open("?state=Paused");
        page.WaitForElement("search");
        Press(page, "Save this view…");
        page.Find("#view-name").Input("Resting");
        page.FindAll("dialog input[type=checkbox]").ShouldHaveSingleItem().Change(true);
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.Find("nav[aria-label=Views] a[aria-current]").TextContent.ShouldBe("Resting · shared"));

        var other = Open("");
        other.WaitForElement("search");
        var view = other.FindAll("nav[aria-label=Views] a").Single(link => link.TextContent.StartsWith("Resting", StringComparison.Ordinal));
        view.GetAttribute("href").ShouldBe("/links?state=Paused");
        other.Find("nav[aria-label=Views] button.remove").Click();
        other.WaitForAssertion(() => other.FindAll("nav[aria-label=Views] button.remove").ShouldBeEmpty());
    }

    [Fact]
    public async Task A_shared_view_is_what_the_list_opens_with_for_one_role_and_an_address_is_shown_as_it_says()
    {
        await Data.LinksAsync();
        var page = Open("?state=Paused");
        page.WaitForElement("search");
        Press(page, "Save this view…");
        page.Find("#view-name").Input("Resting");
        page.Find("dialog input[type=checkbox]").Change(true);
        page.Find("#view-role").Change("Resolver");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.Find("nav[aria-label=Views] a[aria-current]").TextContent.ShouldBe("Resting · shared · opens for Resolver"));

        Open("").WaitForElement("search");
        Navigation.Uri.ShouldEndWith("/links"); // an admin's list is whole
        Reading.Role = Role.Resolver;
        var theirs = Open("");
        theirs.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/links?state=Paused"));
        theirs.WaitForAssertion(() => theirs.FindAll("tbody tr").Count.ShouldBe(1));
        theirs.FindAll("nav[aria-label=Views] a")[0].GetAttribute("href").ShouldBe("/links?view=all");
        var whole = Open("?view=all");
        whole.WaitForElement("search");
        whole.FindAll("tbody tr").Count.ShouldBe(12);
        whole.Markup.ShouldNotContain("is not known");
    }

    [Theory]
    [InlineData("en-GB", "Count exactly", "12")]
    [InlineData("nb-NO", "Tell nøyaktig", "12")]
    public async Task A_list_that_is_longer_than_is_counted_counts_to_the_end_when_it_is_asked(string language, string word, string all)
    {
        Speak(language);
        await Data.LinksAsync();
        var flows = await Services.GetRequiredService<DataflowStore>().AllAsync(Xunit.TestContext.Current.CancellationToken);
        var table = Render<LinkTable>(parameters => parameters.Add(one => one.Dataflows, flows).Add(one => one.Query, new LinkQuery(new LinkFilter(), null, null) { Counted = 5 }));
        table.WaitForElement("nav p[role=status]");
        table.Find("nav p[role=status]").TextContent.ShouldContain("5");
        table.FindAll("button").Single(button => button.TextContent == word).Click();
        table.WaitForAssertion(() => table.Find("nav p[role=status]").TextContent.ShouldNotContain("5"));
        table.Find("nav p[role=status]").TextContent.ShouldContain(all);
        table.FindAll("button").ShouldNotContain(button => button.TextContent == word);
    }

    [Theory]
    [InlineData("?state=Waiting&age=1", 1)]
    [InlineData("?state=Waiting&age=99999", 0)]
    public async Task Links_are_found_by_how_long_nothing_has_changed(string query, int rows)
    {
        await Data.LinksAsync();
        var page = Open(query);
        page.WaitForElement("search");
        page.FindAll("tbody tr").Count.ShouldBe(rows);
    }

    [Fact]
    public async Task Records_without_a_partner_are_listed_page_by_page_with_what_can_be_done()
    {
        await Data.UnlinkedAsync(LinkQuery.Size + 3);
        var page = Open("?part=alone");
        page.WaitForElement("search");
        page.FindAll("tbody tr").Count.ShouldBe(LinkQuery.Size);
        var first = FirstOf(page);
        Follow(page, "Next");
        page.FindAll("tbody tr").Count.ShouldBe(3);
        Follow(page, "Previous");
        FirstOf(page).ShouldBe(first);
        page.Find("tbody tr").TextContent.ShouldContain("Create in (unnamed system)…");
        Open("?part=alone&state=Ambiguous").WaitForElement("search");
    }

    [Theory]
    [InlineData("en-GB", "Match again")]
    [InlineData("nb-NO", null)]
    public async Task A_record_that_was_kept_apart_or_refused_is_matched_again_by_the_next_run_and_nothing_else_is_touched(string language, string? word)
    {
        Speak(language);
        await Data.UnlinkedAsync(3);
        await using var db = await Data.DatabaseAsync();
        var records = db.UnlinkedRecords.OrderBy(record => record.Id).ToList();
        foreach (var (record, state) in records.Zip(new[] { Population.Paused, Population.Failing, Population.Ambiguous }))
            await db.UnlinkedRecords.Where(one => one.Id == record.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, state).SetProperty(one => one.NextTryAt, DateTimeOffset.MaxValue), Xunit.TestContext.Current.CancellationToken);
        var page = Open("?part=alone");
        page.WaitForElement("tbody tr");
        foreach (var record in records.Take(2))
        {
            var row = page.FindAll("tbody tr").Single(one => one.QuerySelector(".mono")!.TextContent == record.Id.Text);
            var button = row.QuerySelectorAll("button")[^1];
            if (word is not null) button.TextContent.ShouldStartWith(word);
            await button.ClickAsync();
            page.WaitForAssertion(() => db.UnlinkedRecords.AsNoTracking().Single(one => one.Id == record.Id).State.ShouldBe(Population.Waiting));
        }

        db.UnlinkedRecords.AsNoTracking().Where(one => one.State == Population.Waiting).ToList().ShouldAllBe(one => one.NextTryAt == null && !one.AsksPerson);
        var ambiguous = db.UnlinkedRecords.AsNoTracking().Single(one => one.Id == records[2].Id);
        (ambiguous.State, ambiguous.NextTryAt).ShouldBe((Population.Ambiguous, DateTimeOffset.MaxValue));
        page.FindAll("tbody tr").Single(one => one.QuerySelector(".mono")!.TextContent == records[2].Id.Text).QuerySelectorAll("button").ShouldBeEmpty(); // a partner is chosen there
        db.Audit.AsNoTracking().Count(entry => entry.Act == "record").ShouldBe(2);
    }

    private static void Press(IRenderedComponent<LinksPage> page, string word) => page.FindAll("button").Single(button => button.TextContent == word).Click();

    private static string FirstOf(IRenderedComponent<LinksPage> page) => page.Find("tbody th").TextContent;

    private void Follow(IRenderedComponent<LinksPage> page, string word)
    {
        var before = FirstOf(page);
        Navigation.NavigateTo(page.FindAll("nav[aria-label=Pages] a").Single(link => link.TextContent == word).GetAttribute("href")!);
        page.WaitForAssertion(() => FirstOf(page).ShouldNotBe(before));
    }

    private IRenderedComponent<LinksPage> Open(string query)
    {
        Navigation.NavigateTo("/links" + query);
        return Render<LinksPage>();
    }
}
