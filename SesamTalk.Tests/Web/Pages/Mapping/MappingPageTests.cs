using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Pages.Checklists;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Mapping;

public sealed class MappingPageTests : MappingTest
{
    [Fact]
    public async Task ME_1_ME_4_ME_6_A_line_is_turned_off_in_a_draft_reviewed_in_words_with_its_effect_and_in_force_and_audited_only_when_it_is_applied()
    {
        await SeedAsync();
        var writes = B.Journal.Count;
        var page = Open();
        page.Find("[role=status]").TextContent.ShouldContain("Nothing is changed");
        await page.Find("input[name='way-city~town'][value=Off]").ChangeAsync(new() { Value = "Off" });
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("1 line differs from what is in force"));
        (await Store.FindAsync(Flow))!.Version.ShouldBe(1);
        (await Edits.OpenAsync(Flow, Pair, Person.OfDemo.Name))!.Lines.Single(line => line.Id == "city~town").Rule.Flow.ShouldBe(RuleFlow.Off);

        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}?panel=review");
        page.WaitForElement("[data-effect]");
        page.Find("#review-lines").TextContent.ShouldContain("City ↔ town, way: both ways → off");
        page.Find("[data-effect]").TextContent.ShouldContain("6 of 6 linked records: 0 would be handled otherwise");
        await page.Find("#apply-mapping").ClickAsync();
        var stored = (await Store.FindAsync(Flow))!;
        (stored.Version, stored.Pairs[0].Properties.Single(row => row.Id == "city~town").Flow).ShouldBe((2, RuleFlow.Off));
        await using var db = await Data.DatabaseAsync();
        (await db.Audit.Select(entry => entry.Sentence).ToListAsync()).ShouldContain(sentence => sentence.Contains("City ↔ town, way: both ways → off"));
        B.Journal.Count.ShouldBe(writes);
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("Nothing is changed"));
    }

    [Fact]
    public async Task ME_2_A_conversion_that_loses_something_is_shown_on_real_values_both_ways_and_flagged_in_the_review()
    {
        await SeedAsync();
        var page = Open("?line=city~town");
        page.WaitForAssertion(() => page.FindAll("[data-comes=yes]").Count.ShouldBe(6));
        await page.Find("#to-b").ChangeAsync(new() { Value = "Upper" });
        page.WaitForAssertion(() => page.FindAll("[data-comes=no]").Count.ShouldBe(6));
        page.Find("[data-journeys]").TextContent.ShouldContain("BY 1");
        await page.Find("#to-b").ChangeAsync(new() { Value = "Expression" });
        await page.Find("#to-b-expression").InputAsync(new() { Value = "[\"shout\",\"_.\"]" });
        page.Find("#to-b-wrong").TextContent.ShouldStartWith("This is no expression");
        (await Edits.OpenAsync(Flow, Pair, Person.OfDemo.Name))!.Lines.Single(line => line.Id == "city~town").Rule.TypeToB.ShouldBe("""["upper","_."]""");
        Open("?line=city~town").Find("#to-b-expression").GetAttribute("value").ShouldBe("[\"shout\",\"_.\"]");
        page.Find("#unfinished").TextContent.ShouldContain("city~town");

        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}?panel=review");
        page.WaitForElement("[data-lossy]").TextContent.ShouldContain("By 1");
    }

    [Fact]
    public async Task ME_3_Two_ways_on_a_read_only_field_are_refused_and_the_reason_stands_beside()
    {
        await SeedAsync("Name>label Email>Mail City>Id");
        var page = Open();
        page.Find("input[name='way-city~id'][value=Both]").HasAttribute("disabled").ShouldBeTrue();
        page.Find("input[name='way-city~id'][value=ToA]").HasAttribute("disabled").ShouldBeFalse();
        page.Find("[data-refused]").TextContent.ShouldContain("Register gives Id itself");
    }

    [Fact]
    public async Task ME_5_A_suggestion_says_why_is_added_when_accepted_and_does_not_come_back_when_rejected()
    {
        await SeedAsync("Name>label Email>Mail");
        var page = Open("?tab=suggestions");
        page.WaitForAssertion(() => page.Find("[data-suggestion='city~town']").TextContent.ShouldContain("similar name"));
        await page.Find("[data-suggestion='city~town'] [data-reject]").ClickAsync();
        page.FindAll("[data-suggestion='city~town']").ShouldBeEmpty();
        await page.WaitForElement("[data-suggestion='note~remark'] [data-accept]").ClickAsync();
        page.FindAll("[data-suggestion='note~remark']").ShouldBeEmpty();
        var line = (await Edits.OpenAsync(Flow, Pair, Person.OfDemo.Name))!.Lines.Single(one => one.Id == "note~remark");
        (line.Rule.Origin, line.Rule.Note).ShouldBe((RuleOrigin.Added, "Suggested, not yet checked: similar name, same kind of value."));

        var again = Open("?tab=suggestions");
        again.FindAll("[data-suggestion='city~town']").ShouldBeEmpty();
    }

    [Fact]
    public async Task ME_7_A_version_is_taken_up_again_as_a_draft_and_applied()
    {
        var flow = await SeedAsync();
        await Edits.ApplyAsync((await Edits.OpenAsync(Flow, Pair, "Kari"))! with { Lines = MappingLines.Of(flow.Pairs[0])[..1] }, "fewer");
        var page = Open("?tab=versions");
        page.WaitForElement("[data-restore='1']");
        await page.Find("[data-restore='1']").ClickAsync();
        page.WaitForElement("#apply-mapping");
        await page.Find("#apply-mapping").ClickAsync();
        MappingLines.Same(MappingLines.Of((await Store.FindAsync(Flow))!.Pairs[0]), MappingLines.Of(flow.Pairs[0])).ShouldBeTrue();
    }

    [Fact]
    public async Task ME_8_A_line_that_somebody_else_changed_meanwhile_is_shown_and_waits_for_a_choice()
    {
        await SeedAsync();
        var page = Open();
        await page.Find("input[name='way-city~town'][value=Off]").ChangeAsync(new() { Value = "Off" });
        await page.Find("input[name='way-name~label'][value=ToB]").ChangeAsync(new() { Value = "ToB" });
        var kari = (await Edits.OpenAsync(Flow, Pair, "Kari"))!;
        await Edits.ApplyAsync(kari with { Lines = [.. kari.Lines.Select(line => line.Id == "city~town" ? line with { Rule = line.Rule with { Flow = RuleFlow.ToA } } : line)] }, "");
        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}?panel=review");
        await page.WaitForElement("#apply-mapping").ClickAsync();

        page.WaitForElement("[data-clash='city~town']").TextContent.ShouldContain("→ off");
        (await Store.FindAsync(Flow))!.Pairs[0].Properties.Single(row => row.Id == "city~town").Flow.ShouldBe(RuleFlow.ToA);
        page.Find("#apply-mapping").HasAttribute("disabled").ShouldBeTrue();
        await page.Find("[data-clash-theirs]").ClickAsync();
        page.WaitForAssertion(() => page.FindAll("[data-clash]").ShouldBeEmpty());
        await page.Find("#apply-mapping").ClickAsync();
        (await Store.FindAsync(Flow))!.Pairs[0].Properties.Select(row => row.Flow).ShouldBe([RuleFlow.ToB, RuleFlow.Both, RuleFlow.ToA]);
    }

    [Fact]
    public async Task Only_fields_that_fit_can_be_chosen_and_the_others_are_listed_with_the_reason()
    {
        await SeedAsync();
        var page = Open("?panel=add&a=Note");
        page.Find("#add-b").TextContent.ShouldContain("remark");
        page.Find("#add-line").HasAttribute("disabled").ShouldBeTrue();
        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}?panel=add&a=Note&b=remark");
        page.WaitForAssertion(() => page.Find("#add-line").HasAttribute("disabled").ShouldBeFalse());
        await page.Find("#add-line").ClickAsync();
        page.WaitForElement("#remove-line");
        (await Edits.OpenAsync(Flow, Pair, Person.OfDemo.Name))!.Lines[^1].Id.ShouldBe("note~remark");
        await page.Find("#remove-line").ClickAsync();
        (await Edits.OpenAsync(Flow, Pair, Person.OfDemo.Name))!.Lines.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_pair_that_is_not_there_a_system_that_does_not_answer_and_another_editor_are_said()
    {
        await SeedAsync(records: 0);
        var kari = (await Edits.OpenAsync(Flow, Pair, "Kari"))!;
        await Edits.KeepAsync(kari with { Lines = kari.Lines[..1] });
        Open().Find("p.note:not(.only-narrow)").TextContent.ShouldContain("Kari edits this mapping too");

        var flow = (await Store.FindAsync(Flow))!;
        await Store.SaveAsync(flow with { B = flow.B with { SystemId = null } }, "test", "");
        var page = Open();
        page.Find(".note.warning").TextContent.ShouldContain("cannot be edited now");
        page.FindAll("input[type=radio]").ShouldBeEmpty();

        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/nothing");
        var missing = Render<SesamTalk.Web.Components.Pages.Mapping.MappingPage>(parameters => parameters.Add(one => one.Id, Flow).Add(one => one.Pair, "nothing"));
        missing.WaitForAssertion(() => missing.Find("p.reading").TextContent.ShouldContain("There is no such pair"));
    }

    [Fact]
    public async Task DD_4_The_panel_of_a_line_shows_values_of_three_records_and_masks_what_may_be_personal_for_a_viewer()
    {
        var flow = await SeedAsync("Name>label Email>Mail City>Id Status>state");
        foreach (var author in A.Records("Authors")) A.Edit("Authors", author.Id!.Value, "Status", "active");
        await Services.GetRequiredService<SyncRunner>().RunAsync(new(Flow, SesamTalk.Engine.Runs.RunKind.Changes, SesamTalk.Engine.Runs.RunTrigger.CommandLine), null, default);
        await Store.SaveAsync(flow with { Pairs = [MappingLines.Onto(flow.Pairs[0], [.. MappingLines.Of(flow.Pairs[0]).Select(line => line.Id == "email~mail" ? line with { Rule = line.Rule with { Flow = RuleFlow.ToB } } : line)])] }, "Kari", "mail one way");

        var values = await ValuesAsync("email~mail");
        values.Count.ShouldBe(3);
        values.ShouldAllBe(row => row.Contains("@x.example", StringComparison.Ordinal) && row.Contains("Author ", StringComparison.Ordinal));
        _panel.Find("[data-row-history]").TextContent.ShouldContain("way: both ways → Bookshop → Register");
        _panel.FindAll("[data-row-refused]").ShouldBeEmpty();

        Reading.Role = Role.Viewer;
        values = await ValuesAsync("email~mail");
        values.Count.ShouldBe(3);
        values.ShouldAllBe(row => !row.Contains("author", StringComparison.OrdinalIgnoreCase) && row.Contains("a•••", StringComparison.Ordinal));
        (await ValuesAsync("status~state")).ShouldAllBe(row => row.Contains("active", StringComparison.Ordinal) && !row.Contains("Author", StringComparison.Ordinal));
        await ValuesAsync("city~id");
        _panel.Find("[data-row-refused]").TextContent.ShouldContain("Register gives Id itself");
        _panel.Find("section[aria-labelledby=row-history]").TextContent.ShouldContain("as it was in version 1");
    }

    private IRenderedComponent<DataflowPage> _panel = null!;

    private async Task<IReadOnlyList<string>> ValuesAsync(string row)
    {
        Navigation.NavigateTo($"/dataflows/{Flow}?pair={Pair}&row={row}");
        _panel = Render<DataflowPage>(parameters => parameters.Add(one => one.Id, Flow));
        var table = await _panel.WaitForElementAsync("[data-row-values]");
        return [.. table.QuerySelectorAll("tbody tr").Select(one => one.TextContent)];
    }

    [Fact]
    public async Task ME_6_The_review_names_the_lines_whose_result_says_nothing_after_it()
    {
        await SeedAsync();
        var round = (await Services.GetRequiredService<RoundVerbs>().MakeAsync(new NewRound("Release 7", [Flow], RoundScope.All, "Kari")))!;
        var lines = (await Services.StateAsync(round.Id)).Lines;
        foreach (var at in Enumerable.Range(0, lines.Length).Where(at => lines[at].Line is { RowId: "city~town", From: SesamTalk.Engine.Records.Side.A } or { RowId: "name~label" })) await Services.GiveAsync(round.Id, at, LineVerdict.Pass);
        var page = Open();
        await page.Find("input[name='way-city~town'][value=ToB]").ChangeAsync(new() { Value = "ToB" });
        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}?panel=review");
        page.WaitForElement("[data-untested]").QuerySelectorAll("li").Select(line => line.TextContent).ShouldBe(["City ↔ town: Bookshop → Register"]);
    }

    [Fact]
    public async Task The_first_picture_has_what_is_stored_and_says_whom_it_asks_for_the_rest()
    {
        await SeedAsync();
        SetRendererInfo(new("Static", isInteractive: false));
        var page = Open();
        page.Find("[data-asking]").TextContent.Trim().ShouldBe("Asking Bookshop and Register …");
        page.FindAll("table tbody tr").Count.ShouldBe(3);
        page.FindAll("input[type=radio]").ShouldBeEmpty();
        page.FindAll(".note.warning").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pairs_of_a_dataflow_lead_to_the_editor()
    {
        await SeedAsync(records: 0);
        var page = Render<DataflowPage>(parameters => parameters.Add(one => one.Id, Flow));
        page.WaitForElement($"a[href='/dataflows/{Flow}/mapping/{Pair}']").TextContent.ShouldBe("Edit mapping");
    }
}
