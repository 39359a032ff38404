using Bunit;
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
