using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Deletes;
using SesamTalk.Web.Components.Pages.Links;
using SesamTalk.Web.Components.Pages.Overview;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Overview;

public sealed class OverviewPageTests : PageTest
{
    [Fact]
    public void The_first_visit_shows_three_steps()
    {
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => page.FindAll("ol li a").Count.ShouldBe(3));
    }

    [Fact]
    public async Task A_demo_shows_the_first_steps_until_they_are_put_away_and_help_brings_them_back()
    {
        await Data.DataflowsAsync();
        Open().FindAll("#first-steps").ShouldBeEmpty();
        await Services.GetRequiredService<SettingStore>().SetAsync("demo", "true", Xunit.TestContext.Current.CancellationToken);
        var page = Open();
        page.WaitForElement("#first-steps");
        page.FindAll("section[aria-labelledby=first-steps] a").Count.ShouldBe(3);
        page.Find("section[aria-labelledby=first-steps] button").Click();
        page.WaitForAssertion(() => page.FindAll("#first-steps").ShouldBeEmpty());
        Open().FindAll("#first-steps").ShouldBeEmpty();
        Open("?first=show").WaitForElement("#first-steps");
    }

    [Fact]
    public async Task OV_1_The_numbers_are_those_of_the_pages_that_they_lead_to()
    {
        await Data.DataflowsAsync();
        await Data.LinksAsync(40);
        await Data.ConflictAsync("Fjord Kafé");
        await Data.ConflictAsync("Ås Bakeri");
        var page = Open();
        var links = page.FindAll("section ol li a.button").Select(link => (Url: link.GetAttribute("href")!, link.TextContent)).Where(link => !link.Url.StartsWith("/dataflows", StringComparison.Ordinal)).ToList();
        links.Count.ShouldBe(3);
        foreach (var (url, text) in links)
        {
            Navigation.NavigateTo(url);
            Bunit.IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> list = url.Split('?')[0] switch { "/conflicts" => Render<ConflictsPage>(), "/deletes" => Render<DeletesPage>(), _ => Render<LinksPage>() };
            list.WaitForElement("nav p[role=status]");
            list.FindAll("tbody tr").Count.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(text.Replace("Look", "", StringComparison.Ordinal).Trim().Split(' ')[0], url);
        }
    }

    [Theory]
    [InlineData("en-GB", "2 conflicts to settle", "MailAddress.City ↔ city (Customers")]
    [InlineData("nb-NO", "2 konflikter å avgjøre", "MailAddress.City ↔ city (Customers")]
    public async Task Conflicts_are_needs_by_property_and_each_leads_to_just_its_own(string language, string count, string about)
    {
        Speak(language);
        await Data.DataflowsAsync();
        await Data.ConflictAsync("Fjord Kafé");
        await Data.ConflictAsync("Ås Bakeri");
        var other = await Data.ConflictAsync("Nord Snekkeri");
        await using (var db = await Data.DatabaseAsync()) await db.Conflicts.Where(one => one.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Subject, "emailaddress~email"), Xunit.TestContext.Current.CancellationToken);
        var page = Render<OverviewPage>();
        page.WaitForElement("a.button[href^='/conflicts']");
        var needs = page.FindAll("section ol li").Where(need => need.QuerySelector("a.button[href^='/conflicts']") is not null).ToList();
        needs.Count.ShouldBe(2);
        needs[0].TextContent.ShouldContain(count);
        needs[0].TextContent.ShouldContain(about);
        Navigation.NavigateTo(needs[0].QuerySelector("a.button")!.GetAttribute("href")!);
        Render<ConflictsPage>().WaitForElements("tbody tr").Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_sentence_counts_what_has_stopped_and_what_needs_a_person()
    {
        await Data.DataflowsAsync();
        Open().Find("p[role=status]").TextContent.ShouldBe("None of the 5 dataflows has run yet. Nothing needs you.");
        await Data.RunAsync(RunOutcome.Done);
        Open().Find("p[role=status]").TextContent.ShouldBe("1 of 5 dataflows runs as it should. 4 have not run yet. Nothing needs you.");
        await Data.RunAsync(RunOutcome.Failed, startedAfterMinutes: 4);
        await Data.LinksAsync(12);
        var page = Open();
        page.Find("p[role=status]").TextContent.ShouldStartWith("1 of 5 dataflows has stopped or broken off.");
        page.Find("section ol li").TextContent.ShouldContain("The last run failed");
    }

    [Fact]
    public async Task OV_3_The_table_has_the_maps_numbers()
    {
        await Data.DataflowsAsync();
        await Data.LinksAsync(40);
        await Data.UnlinkedAsync();
        var map = Open();
        var drawn = map.FindAll("svg a[data-flow]").Select(edge => edge.GetAttribute("aria-label")!.Split(", ")[^1].Split(' ')[0]).ToList();
        var table = Open("?map=table");
        table.FindAll("table.cards tbody tr").Select(row => row.QuerySelectorAll("td.number")[0].TextContent).ShouldBe(drawn);
        drawn.ShouldContain("3");
    }

    [Fact]
    public async Task OV_4_A_part_that_cannot_be_read_says_so_and_the_others_stay()
    {
        await Data.DataflowsAsync();
        await using (var db = await Data.DatabaseAsync()) await db.Database.ExecuteSqlRawAsync("DROP TABLE \"Audit\"");
        var page = Open();
        page.WaitForAssertion(() => Tile(page, "Latest").TextContent.ShouldContain("could not be read"));
        Tile(page, "Latest").TextContent.ShouldContain("ST-");
        Tile(page, "Systems and dataflows").QuerySelectorAll("a[data-flow]").Length.ShouldBe(5);
        Tile(page, "Needs you").TextContent.ShouldContain("Nothing needs you");
    }

    [Fact]
    public async Task The_chart_has_a_bar_for_each_hour_that_had_anything_and_its_table_all_of_them()
    {
        await Data.DataflowsAsync();
        await Data.RecentRunAsync(new RunCounts { CreatedB = 4, UpdatedA = 3, Failed = 1 });
        var tile = Tile(Open(), "Activity");
        tile.QuerySelectorAll("svg.bars a").Length.ShouldBe(1);
        tile.QuerySelector("svg.bars a")!.GetAttribute("aria-label")!.ShouldEndWith("Created 4, Updated or deleted 3, Settled by rule 0, Conflicts 0, Failed 1");
        tile.QuerySelectorAll("tbody tr").Length.ShouldBe(24);
        tile.TextContent.ShouldContain("4 created, 3 updated or deleted, 0 settled by rule, 0 conflicts, 1 failed.");
        var ruled = await Data.ConflictAsync("Ås Bakeri", isSettledByRule: true);
        await using (var db = await Data.DatabaseAsync())
        {
            db.Conflicts.Update(ruled with { SettledAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Tile(Open(), "Activity").TextContent.ShouldContain("1 settled by rule");
        Tile(Open("?range=30d"), "Activity").QuerySelectorAll("tbody tr").Length.ShouldBe(30);
    }

    [Fact]
    public async Task Who_was_away_is_told_what_happened_meanwhile_in_three_lines_once()
    {
        await Data.DataflowsAsync();
        Open().FindAll("[data-away]").ShouldBeEmpty();
        await Services.GetRequiredService<SettingStore>().SetAsync("reader-seen." + SesamTalk.Web.Auth.Person.OfDemo.Id, "2026-01-01T08:00:00.0000000+00:00", Xunit.TestContext.Current.CancellationToken);
        await Data.ConflictAsync("Fjord Kafé");
        await Data.ConflictAsync("Ås Bakeri", isSettledByRule: true);
        await Data.RecentRunAsync(new RunCounts { CreatedB = 4, UpdatedA = 3 });
        var page = Open();
        page.WaitForElement("[data-away]").QuerySelectorAll("li").Select(line => line.TextContent.Trim().Split(' ')[0]).ShouldBe(["1", "1", "7"]);
        Open().FindAll("[data-away]").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_system_that_rejects_its_key_is_told_of_with_what_waits_and_that_nothing_is_lost()
    {
        await Data.DataflowsAsync();
        await Services.GetRequiredService<SystemStore>().SaveAsync(new() { Id = "poweroffice-go", Name = "PowerOffice Go", Connector = "poweroffice-go" }, "test");
        Open().FindAll("[data-trouble]").ShouldBeEmpty();
        await Services.GetRequiredService<SystemMemory>().KeepAsync("poweroffice-go", new StoredCheck(TimeProvider.System.GetUtcNow(), [new("address", true, "", default), new("sign-in", false, "No.", default)]), Xunit.TestContext.Current.CancellationToken);
        var page = Open();
        page.WaitForElement("[data-trouble='poweroffice-go']").TextContent.ShouldContain("Key rejected. 5 dataflows wait for it. Nothing is lost");
    }

    private static IElement Tile(IRenderedComponent<OverviewPage> page, string name) => page.Find($"section[aria-label='{name}']");

    private IRenderedComponent<OverviewPage> Open(string rest = "")
    {
        Navigation.NavigateTo("/" + rest);
        var page = Render<OverviewPage>();
        page.WaitForElement("section[aria-label='Needs you'] .status");
        page.WaitForElement("section[aria-label='Activity'] svg.bars");
        page.WaitForElement("section[aria-label='Systems and dataflows'] a[data-row]");
        return page;
    }
}
