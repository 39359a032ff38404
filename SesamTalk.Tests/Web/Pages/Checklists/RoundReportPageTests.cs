using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Checklists;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Checklists;

public sealed class RoundReportPageTests : PageTest
{
    private Guid _round;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
        _round = await Services.RoundAsync();
        await Services.GiveAsync(_round, 0, LineVerdict.Pass);
        await Services.GiveAsync(_round, 1, LineVerdict.Fail, note: "Stays blank");
        await Services.GiveAsync(_round, 2, LineVerdict.Blocked, note: "No test record");
    }

    [Fact]
    public async Task RP_1_The_page_and_its_coverage_have_the_totals_of_the_round()
    {
        var page = Open("en-GB");
        var totals = (await Services.StateAsync(_round)).Totals;
        page.FindAll("[data-totals] dd").Select(count => int.Parse(count.TextContent, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(ReportWords.Totals(totals, "en").Select(total => total.Count));
        page.FindAll("section tbody tr").Sum(row => int.Parse(row.QuerySelectorAll("td")[1].TextContent, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(totals.Lines);
        page.Markup.ShouldContain($"Not ready: 1 of {totals.Lines} lines fail. Preliminary");
        page.Markup.ShouldContain("The machine tested 0 lines, persons 3.");
        var flow = page.FindAll("th[scope=rowgroup]").ShouldHaveSingleItem().TextContent; // its name stands once, above its pairs
        page.FindAll("th.below").Select(pair => pair.TextContent).ShouldAllBe(pair => !pair.Contains(flow, StringComparison.Ordinal));
        page.FindAll("section.card").Count.ShouldBe(2);
        page.FindAll("section.card")[0].TextContent.ShouldContain("Stays blank");
    }

    [Fact]
    public void CK_12_The_report_is_in_Norwegian_for_who_reads_that()
    {
        var page = Open("nb-NO");
        page.Markup.ShouldContain("Ikke klar: 1 av");
        page.Find("h1").TextContent.ShouldBe("Rapport for Release 7");
    }

    [Fact]
    public async Task CK_7_The_files_have_the_lines_that_the_page_counts()
    {
        var state = await Services.StateAsync(_round);
        var dataflows = Services.GetRequiredService<DataflowStore>();
        var csv = System.Text.Encoding.UTF8.GetString((await RoundFiles.OfAsync(dataflows, state, "csv", "en", default)).Single().Content);
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(state.Totals.Lines + 1);
        (await RoundFiles.OfAsync(dataflows, state, "json", "en", default)).Single().Name.ShouldEndWith(".json");
        var documents = await RoundFiles.OfAsync(dataflows, state, "rst", "en", default);
        documents.ShouldNotBeEmpty();
        System.Text.Encoding.UTF8.GetString(documents[0].Content).ShouldContain($"Lines: {state.Totals.Lines}");
    }

    [Fact]
    public async Task What_is_not_tested_what_persons_brought_and_a_newer_definition_are_told()
    {
        var state = await Services.StateAsync(_round);
        await Services.GetRequiredService<RoundStore>().AttachAsync(new Evidence
        {
            Id = Guid.CreateVersion7(), RoundId = _round, LineId = state.Lines[0].Line.Id, Name = "skjerm.png", Alt = "The customer in both", MediaType = "image/png", Content = [1], By = "Kari", At = TimeProvider.System.GetUtcNow(),
        });
        await Services.GetRequiredService<DataflowStore>().SaveAsync(await Data.FindAsync(), "Kari", "Again");
        var page = Open("en-GB");
        page.Markup.ShouldContain("The definition is at version 2 now.");
        page.FindAll("img.evidence").Single().GetAttribute("alt").ShouldBe("The customer in both");
        page.Find("h2:contains('Not tested')").ShouldNotBeNull();
        page.FindAll("td:contains('Nobody has tested it yet')").Count.ShouldBeGreaterThan(1);
        page.Find(".on-every-page").TextContent.ShouldContain("Preliminary");
        page.Markup.ShouldContain("Powerofficego → (unnamed system)");
    }

    private IRenderedComponent<RoundReportPage> Open(string language)
    {
        Speak(language);
        Navigation.NavigateTo($"/checklists/{_round}/report");
        var page = Render<RoundReportPage>(parameters => parameters.Add(one => one.Id, _round));
        page.WaitForElement("[data-totals]");
        return page;
    }
}
