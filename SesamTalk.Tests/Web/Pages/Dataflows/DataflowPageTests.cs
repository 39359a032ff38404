using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages.Checklists;
using SesamTalk.Web.Components.Pages.Dataflows;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

public sealed class DataflowPageTests : PageTest
{
    private const string Person = "customers-person--customers-person";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Theory]
    [InlineData("document")]
    [InlineData("technical")]
    public async Task DD_1_Every_line_of_the_definition_has_exactly_one_row(string view)
    {
        foreach (var pair in (await Data.FindAsync()).Pairs)
        {
            var page = Open($"?pair={pair.Id}&view={view}");
            page.FindAll("section tbody tr").Select(row => row.Id).ShouldBe(
                pair.Properties.OrderBy(rule => rule.Origin).Select(rule => LineAnchor.Of(pair.Id, rule.Id)));
        }
    }

    [Fact]
    public void The_document_view_has_the_documents_own_words_and_the_technical_view_plain_ones()
    {
        Row(Open($"?pair={Person}"), "MailAddress.City").TextContent.ShouldContain("\"string\"");
        var technical = Row(Open($"?pair={Person}&view=technical"), "MailAddress.City").TextContent;
        technical.ShouldContain("both ways");
        technical.ShouldContain("text");
        technical.ShouldContain("a person decides");
    }

    [Fact]
    public void What_was_added_is_told_apart_from_what_the_document_says()
    {
        var page = Open($"?pair={Person}&view=technical");
        Row(page, "MailAddress.City").TextContent.ShouldNotContain("added here");
        Row(page, "FirstName").TextContent.ShouldContain("added here");
        Row(page, "FirstName").ClassList.ShouldContain("added");
    }

    [Fact]
    public async Task A_line_of_the_document_that_was_edited_here_is_marked_and_no_other()
    {
        Open($"?pair={Person}").FindAll(".chip.changed").ShouldBeEmpty();
        var flow = await Data.FindAsync();
        await Services.GetRequiredService<DataflowStore>().SaveAsync(
            flow with { Pairs = [.. flow.Pairs.Select(pair => pair.Id == Person ? pair with { Properties = [.. pair.Properties.Select(rule => rule.Id == "mailaddress.city~city" ? rule with { Flow = RuleFlow.ToB } : rule)] } : pair)] }, "Kari", "one way", Xunit.TestContext.Current.CancellationToken);
        var page = Open($"?pair={Person}");
        Row(page, "MailAddress.City").TextContent.ShouldContain("changed here");
        page.FindAll(".chip.changed").Count.ShouldBe(1);
    }

    [Fact]
    public void DD_3_The_view_changes_and_the_chosen_line_stays()
    {
        var page = Open($"?pair={Person}&row=mailaddress.city~city");
        page.Find("aside h2").TextContent.ShouldBe("MailAddress.City ↔ city");
        var technical = page.FindAll(".tabs a").Single(link => link.TextContent == "Technical view").GetAttribute("href")!;
        technical.ShouldContain("row=mailaddress.city~city");
        technical.ShouldContain("pair=" + Person);
    }

    [Fact]
    public void A_line_in_the_address_chooses_its_pair_and_takes_the_focus()
    {
        var anchor = LineAnchor.Of(Person, "mailaddress.city~city");
        var page = Open("#" + anchor);
        page.Find("#" + anchor.Replace(".", "\\.", StringComparison.Ordinal).Replace("~", "\\~", StringComparison.Ordinal)).TextContent.ShouldContain("MailAddress.City");
        JSInterop.VerifyInvoke("talk.focus").Arguments.ShouldBe([anchor]);
    }

    [Theory]
    [InlineData("added", RuleOrigin.Added)]
    public async Task Lines_can_be_narrowed_to_those_added(string show, RuleOrigin origin)
    {
        var rules = (await Data.FindAsync()).Pairs.Single(pair => pair.Id == Person).Properties;
        Open($"?pair={Person}&show={show}").FindAll("section tbody tr").Count.ShouldBe(rules.Count(rule => rule.Origin == origin));
    }

    [Fact]
    public async Task The_checklist_has_every_line_and_the_identity_line_says_what_must_hold()
    {
        var page = Open("?tab=checklist");
        var lines = await Services.GetRequiredService<RoundVerbs>().LinesAsync(PageData.Unnamed);
        page.WaitForAssertion(() => page.FindAll("tr[data-lines]").Sum(row => int.Parse(row.GetAttribute("data-lines")!, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(lines.Length));
        page.Markup.ShouldContain($"{lines.Length} lines to test");
        page.Markup.ShouldContain("The link exists and holds both ids.");
    }

    [Fact]
    public async Task DD_5_Each_line_shows_what_the_latest_round_found_each_way_and_the_worst_of_its_cases_speaks()
    {
        Checked("MailAddress.City").ShouldBe(("Not tested", "Not tested"));
        var round = await Services.RoundAsync();
        var lines = (await Services.StateAsync(round)).Lines.Select((state, at) => (state.Line, at)).Where(one => one.Line.PairId == Person).ToList();
        foreach (var (line, at) in lines.Where(one => one.Line.RowId is "mailaddress.city~city" or "mailaddress.zipcode~postal_code"))
            await Services.GiveAsync(round, at, line.RowId!.StartsWith("mailaddress.zip", StringComparison.Ordinal) && line.From == Side.B ? LineVerdict.Fail : LineVerdict.Pass);
        var untested = lines.First(one => one.Line.RowId == "mailaddress.zipcode~postal_code" && one.Line.From == Side.A);
        await Services.GiveAsync(round, untested.at, LineVerdict.Blocked);

        var page = Open("?tab=checklist");
        page.WaitForElement("tr[data-lines]");
        page.Markup.ShouldContain("Release 7");
        Checked("MailAddress.City").ShouldBe(("Pass", "Pass"));
        Checked("MailAddress.ZipCode").ShouldBe(("Blocked", "Fail"));
        Checked("MailAddress.CountryCode").ShouldBe(("Not tested", "Not tested"));

        (string, string) Checked(string path)
        {
            var tab = Open("?tab=checklist");
            tab.WaitForElement("tr[data-lines]");
            var row = tab.FindAll($"section[aria-label*='person ↔'] tbody tr").First(one => one.QuerySelector("th .mono")?.TextContent == path);
            var cells = row.QuerySelectorAll("td .status");
            return (cells[0].TextContent.Trim(), cells[1].TextContent.Trim());
        }
    }

    [Fact]
    public async Task The_technical_view_shows_what_was_tested_each_way_drafts_are_told_of_and_another_kind_of_run_is_offered()
    {
        var round = await Services.RoundAsync();
        var lines = (await Services.StateAsync(round)).Lines.Select((state, at) => (state.Line, at)).Where(one => one.Line is { PairId: Person, RowId: "mailaddress.city~city" }).ToList();
        foreach (var (_, at) in lines) await Services.GiveAsync(round, at, LineVerdict.Pass);
        var edits = Services.GetRequiredService<MappingEdits>();
        var draft = (await edits.OpenAsync(PageData.Unnamed, Person, "Kari", Xunit.TestContext.Current.CancellationToken))!;
        await edits.KeepAsync(draft with { Lines = draft.Lines[..^1] }, Xunit.TestContext.Current.CancellationToken);

        var page = Open($"?pair={Person}&view=technical");
        page.WaitForAssertion(() => Row(page, "MailAddress.City").QuerySelectorAll("[data-tested] .status").Select(one => one.TextContent.Trim()).ShouldBe(["Pass", "Pass"]));
        Row(page, "MailAddress.ZipCode").QuerySelector("[data-tested]")!.TextContent.ShouldContain("Not tested");
        page.FindAll(".note").ShouldContain(note => note.TextContent.Contains("Kari edits this mapping and has not applied it", StringComparison.Ordinal));
        var all = page.FindAll("section tbody tr").Count;
        page = Open($"?pair={Person}&view=technical&show=untested");
        page.WaitForAssertion(() => page.FindAll("section tbody tr").Count.ShouldBe(all - 1));
        page.FindAll("section tbody tr").ShouldAllBe(row => !row.TextContent.Contains("MailAddress.City", StringComparison.Ordinal));

        page.Find("button:contains('Run otherwise')").Click();
        page.Find("dialog").TextContent.ShouldContain("Reads everything and brings over what differs");
    }

    [Fact]
    public async Task Runs_are_listed_with_their_outcome_in_words()
    {
        await Data.RunAsync(RunOutcome.HeldBack, "It would delete 12 of 40 records.");
        var page = Open("?tab=runs");
        page.WaitForAssertion(() => page.Find("section, .table-region tbody").TextContent.ShouldContain("Held back by a brake"));
        page.Markup.ShouldContain("It would delete 12 of 40 records.");
    }

    [Fact]
    public async Task The_links_tab_shows_this_dataflows_links_alone()
    {
        await Data.LinksAsync(3);
        await Data.LinksAsync(2, "custom-crm-powerofficego", "contact--contactperson");
        var page = Open("?tab=links");
        page.WaitForAssertion(() => page.FindAll(".table-region tbody tr").Count.ShouldBe(3));
    }

    [Fact]
    public async Task DD_6_The_documents_of_two_versions_are_compared_and_each_line_that_differs_leads_to_itself_and_to_the_mapping()
    {
        var flow = await Data.FindAsync();
        await Services.GetRequiredService<DataflowStore>().SaveAsync(
            flow with { Pairs = [.. flow.Pairs.Select(pair => pair.Id == Person ? pair with { Properties = [.. pair.Properties.Select(rule => rule.Id == "mailaddress.city~city" ? rule with { TypeToB = "[\"lower\"]" } : rule)] } : pair)] }, "Kari", "small letters", Xunit.TestContext.Current.CancellationToken);
        var page = Open("?tab=document");
        page.WaitForElement("select option[value='1']").TextContent.ShouldContain("1 · ");
        page.FindAll("table.diff").ShouldBeEmpty();

        page = Open("?tab=document&version=1");
        var rows = page.WaitForElements("table.diff tbody tr");
        rows.Count.ShouldBe(1);
        rows[0].TextContent.ShouldContain("changed");
        rows[0].QuerySelector("[data-label=Before]")!.TextContent.ShouldContain("\"string\"");
        string.Concat(rows[0].QuerySelectorAll("[data-label=Now] ins").Select(part => part.TextContent)).ShouldContain("lower");
        rows[0].QuerySelector("a")!.GetAttribute("href").ShouldEndWith("#" + LineAnchor.Of(Person, "mailaddress.city~city"));
        var line = int.Parse(rows[0].QuerySelector("button")!.TextContent.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        page.Find("table.diff button").Click();
        JSInterop.VerifyInvoke("talk.focusLine").Arguments.ShouldBe(["source-A", line]);
        page.WaitForElement($"#source-A-{line}").TextContent.ShouldContain("lower");
    }

    [Fact]
    public async Task What_was_only_changed_here_is_no_difference_of_the_document()
    {
        await Services.GetRequiredService<DataflowStore>().PauseAsync(PageData.Unnamed, "Year end", "Kari", Xunit.TestContext.Current.CancellationToken);
        var page = Open("?tab=document&version=1");
        page.WaitForElement("#document-diff");
        page.Markup.ShouldContain("powerofficego-unnamed.rst says the same as in version 1.");
    }

    [Theory]
    [InlineData("en-GB", "What Powerofficego holds is not known")]
    [InlineData("nb-NO", "Powerofficego")]
    public void What_keeps_it_from_running_is_said_once_above_the_tabs(string language, string text)
    {
        Speak(language);
        var page = Open("");
        page.WaitForAssertion(() => page.FindAll(".note.warning").Count.ShouldBe(2));
        page.FindAll(".note.warning")[0].TextContent.ShouldContain(text);
    }

    [Fact]
    public void An_unknown_id_says_so_and_shows_the_way()
    {
        Navigation.NavigateTo("/dataflows/none");
        var page = Render<DataflowPage>(p => p.Add(d => d.Id, "none"));
        page.WaitForAssertion(() => page.Markup.ShouldContain("There is no dataflow of this id"));
    }

    private static IElement Row(IRenderedComponent<DataflowPage> page, string path) =>
        page.FindAll("section tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == path);

    private IRenderedComponent<DataflowPage> Open(string rest)
    {
        Navigation.NavigateTo($"/dataflows/{PageData.Unnamed}{rest}");
        var page = Render<DataflowPage>(p => p.Add(d => d.Id, PageData.Unnamed));
        page.WaitForElement(".tabs");
        return page;
    }
}
