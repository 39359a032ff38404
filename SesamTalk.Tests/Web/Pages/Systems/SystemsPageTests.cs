using Bunit;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Pages.Systems;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Systems;

public sealed class SystemsPageTests : SystemsTest
{
    [Fact]
    public void Without_systems_and_dataflows_the_page_says_what_to_do() =>
        Cards(0).Markup.ShouldContain("No system is connected yet");

    [Fact]
    public async Task Systems_that_dataflows_name_and_nobody_connected_are_shown_with_a_way_to_connect_them()
    {
        await Data.DataflowsAsync();
        await ConnectAsync();
        var page = Cards(6);
        var missing = page.FindAll("li.card").Single(card => card.QuerySelector("h2")!.TextContent.Contains("Webshop", StringComparison.Ordinal));
        missing.TextContent.ShouldContain("Not connected");
        missing.QuerySelector("a.button")!.GetAttribute("href").ShouldBe("/systems/new?for=custom-webshop&name=Custom%20Webshop");
        page.Find("p[role=status]").TextContent.ShouldBe("1 system is connected. None needs you.");
    }

    [Fact]
    public async Task A_run_that_read_the_system_is_a_contact_and_one_that_broke_off_is_trouble()
    {
        await Data.DataflowsAsync();
        await ConnectAsync();
        Card().ShouldContain("Not tested");
        await Data.RunAsync(RunOutcome.Done);
        Card().ShouldContain("Connected");
        Card().ShouldNotContain("Never");
        await Data.RunAsync(RunOutcome.Interrupted, "It does not answer.", startedAfterMinutes: 5);
        Card().ShouldContain("Trouble in the last run");
    }

    [Theory]
    [InlineData("en-GB", "500 where it is blank")]
    [InlineData("nb-NO", "500 om feltet er tomt")]
    public async Task The_form_asks_for_what_the_connector_declares(string language, string hint)
    {
        Speak(language);
        await ConnectAsync();
        Open("?tab=limits").Find("#setting-pageSize-hint").TextContent.ShouldContain(hint);
        Open().FindAll("form .field > label").Count.ShouldBe(3); // name, address, key
    }

    private IRenderedComponent<SystemsPage> Cards(int count)
    {
        var page = Render<SystemsPage>();
        page.WaitForAssertion(() => page.FindAll("li.card").Count.ShouldBe(count));
        return page;
    }

    private string Card()
    {
        var page = Cards(6);
        return page.FindAll("li.card").Single(card => card.TextContent.Contains("Harbour register", StringComparison.Ordinal)).TextContent;
    }
}
