using Bunit;
using SesamTalk.Engine.Matching;
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
