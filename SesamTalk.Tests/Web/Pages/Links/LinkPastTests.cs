using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Tests.Web.Pages.Mapping;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>What happened to a link, narrowed; and where each of its values comes from.</summary>
public sealed class LinkPastTests : MappingTest
{
    public LinkPastTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>();

    [Fact]
    public async Task What_happened_is_narrowed_by_kind_person_property_and_time_and_the_address_keeps_it()
    {
        var link = await StoryAsync();
        Entries(link, "").ShouldBe(2);
        Entries(link, "?what=Linked").ShouldBe(1);
        Entries(link, "?what=Changed").ShouldBe(1);
        Entries(link, "?who=Kari").ShouldBe(1);
        Entries(link, "?property=town").ShouldBe(2);
        Entries(link, "?what=Linked&who=Kari").ShouldBe(0);
        Entries(link, "?from=now-1h").ShouldBe(2);
        var page = Open(link, "?what=Decided");
        page.FindAll("ol.past > li").ShouldBeEmpty();
        page.Find("section[aria-labelledby=past]").TextContent.ShouldContain("leave nothing");
        // Only what there is can be chosen.
        Open(link, "").FindAll("section[aria-labelledby=past] select")[0].TextContent.ShouldNotContain("A person decided");
        Open(link, "").FindAll("section[aria-labelledby=past] select")[2].TextContent.ShouldContain("Kari");
    }

    [Theory]
    [InlineData("en-GB", "Given by Bookshop itself", "Written by SesamTalk, from Bookshop", "Because: changed in the other system", "Kept equal by")]
    [InlineData("nb-NO", "Kommer fra Bookshop selv", "Skrevet av SesamTalk, fra Bookshop", "Fordi: ", "Holdes likt av")]
    public async Task A_value_says_which_side_gave_it_when_by_which_run_and_which_line(string language, string seen, string written, string because, string line)
    {
        Speak(language);
        var link = await StoryAsync();
        var row = Open(link, "?show=all").WaitForElements("section[aria-labelledby=side-by-side] tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "City ↔ town");
        var explained = row.QuerySelector("details.explained")!.TextContent;
        foreach (var said in new[] { seen, written, because, line, "City ↔ town" }) explained.ShouldContain(said);
        var runs = row.QuerySelectorAll("details a[href^='/runs/']").Select(run => run.GetAttribute("href")).Distinct().ToList();
        runs.ShouldHaveSingleItem(); // the one that carried the change over, not the one that linked them
    }

    [Fact]
    public void A_value_that_no_run_has_noted_has_no_origin_and_one_that_is_the_same_again_keeps_its_first()
    {
        ValueOrigin.Of([], "city~town", ["City"], Side.A).Entry.ShouldBeNull();
        HistoryEntry Entry(int minute, string city) => new()
        {
            Id = Guid.NewGuid(), DataflowId = "pages", PairId = "authors", LinkId = Guid.Empty, RunId = Guid.Empty, DefinitionVersion = 1, At = DateTimeOffset.UnixEpoch.AddMinutes(minute), Because = Reason.None,
            SeenA = new([KeyValuePair.Create("City", (object?)city)]),
        };
        ValueOrigin.Of([Entry(1, "Oslo"), Entry(2, "Bergen"), Entry(3, "Bergen")], "city~town", ["City"], Side.A).Entry!.At.Minute.ShouldBe(2);
    }

    // Linked by two runs of the command line, then edited, and brought over by a run that Kari started.
    private async Task<Link> StoryAsync()
    {
        await SeedAsync(records: 1);
        await using var db = await Data.DatabaseAsync();
        var link = db.Links.Single();
        A.Edit("Authors", link.A, "City", "Bergen");
        await Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(Flow, RunKind.Changes, RunTrigger.Person, "Kari"), null, default);
        return link;
    }

    private int Entries(Link link, string query) => Open(link, query).FindAll("ol.past > li").Count;

    private IRenderedComponent<LinkPage> Open(Link link, string query)
    {
        Navigation.NavigateTo($"/links/{link.Id}{query}");
        var page = Render<LinkPage>(parameters => parameters.Add(one => one.Id, link.Id));
        page.WaitForElement("section[aria-labelledby=past]");
        return page;
    }
}
