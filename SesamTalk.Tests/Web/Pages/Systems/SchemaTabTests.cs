using Bunit;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Components.Pages.Systems;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Systems;

public sealed class SchemaTabTests : SystemsTest
{
    [Fact]
    public async Task SY_5_A_property_that_is_gone_lists_the_mapping_lines_that_used_it()
    {
        await Data.DataflowsAsync();
        await ConnectAsync();
        Told.Description = ToldConnector.Holding(("name", PropertyType.Text), ("city", PropertyType.Text));
        Schema().FindAll(".note.warning").ShouldBeEmpty();
        Told.Description = ToldConnector.Holding(("name", PropertyType.Integer));
        var page = Schema();
        var changes = page.FindAll(".note.warning li");
        changes.Count.ShouldBe(2);
        changes[0].TextContent.ShouldContain("Customers person.name: was text, is now whole number");
        changes[1].TextContent.ShouldContain("Customers person.city: is no longer there");
        changes[1].QuerySelectorAll("a").ShouldAllBe(line => line.TextContent.EndsWith("city", StringComparison.Ordinal));
        changes[1].QuerySelectorAll("a").Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task SY_6_The_same_schema_again_gives_no_banner_and_a_change_that_was_seen_none_either()
    {
        await ConnectAsync();
        Schema();
        Schema().FindAll(".note.warning").ShouldBeEmpty();
        Told.Description = ToldConnector.Holding(("name", PropertyType.Text), ("city", PropertyType.Text), ("phone", PropertyType.Text));
        var page = Schema();
        page.Find(".note.warning li").TextContent.ShouldContain("Customers person.phone: is new");
        page.Find(".note.warning button").Click();
        page.WaitForAssertion(() => page.FindAll(".note.warning").ShouldBeEmpty());
        Schema().FindAll(".note.warning").ShouldBeEmpty();
    }

    [Fact]
    public async Task Properties_are_found_by_a_part_of_their_name()
    {
        await ConnectAsync();
        var page = Schema("&q=cit");
        page.FindAll("tbody th").Select(cell => cell.TextContent).ShouldBe(["city"]);
    }

    private IRenderedComponent<SystemPage> Schema(string more = "")
    {
        var page = Open("?tab=schema" + more);
        page.WaitForElement("details");
        return page;
    }
}
