using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages.Mapping;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>What no link has is asked of the systems, when the reader says so.</summary>
public sealed class LiveSearchTests : MappingTest
{
    [Fact]
    public async Task A_record_that_no_run_has_seen_is_found_by_id_or_mail_in_its_system_and_only_when_it_is_asked()
    {
        await SeedAsync(records: 2);
        var fresh = B.Insert("Writers", KeyValuePair.Create("label", (object?)"Ny Forfatter"), KeyValuePair.Create("Mail", (object?)"ny@x.example"));
        var calls = 0;
        B.Trouble = _ => { calls++; return null; };
        var page = Find("ny@x.example");
        var button = page.WaitForElement("[data-live-search] button");
        button.TextContent.ShouldBe("Look it up in Bookshop and Register now");
        calls.ShouldBe(0);
        await button.ClickAsync();
        var found = page.WaitForElement("[data-live-search] li");
        found.TextContent.ShouldContain("Ny Forfatter");
        found.TextContent.ShouldContain(fresh.Text);
        found.TextContent.ShouldContain("not linked");
        page.FindAll("[data-live-search] li").Count.ShouldBe(1);

        var byId = Find(fresh.Text);
        await byId.WaitForElement("[data-live-search] button").ClickAsync();
        byId.WaitForElement("[data-live-search] li").TextContent.ShouldContain("Ny Forfatter");

        B.Trouble = _ => new MemoryTrouble(new ConnectorError.Unreachable("it does not answer"), TakesEffect: false);
        var silent = Find("nobody@x.example");
        await silent.WaitForElement("[data-live-search] button").ClickAsync();
        silent.WaitForElement("[data-live-search] .note.warning").TextContent.ShouldContain("Register");
        silent.Find("[data-live-search] [role=status]").TextContent.ShouldContain("nobody@x.example");
    }

    private IRenderedComponent<LinksPage> Find(string text)
    {
        Navigation.NavigateTo($"/links?dataflow={Flow}&q={Uri.EscapeDataString(text)}");
        return Render<LinksPage>();
    }
}
