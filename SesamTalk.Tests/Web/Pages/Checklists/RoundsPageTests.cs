using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Checklists;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Checklists;

public sealed class RoundsPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Fact]
    public async Task CK_1_A_new_round_has_exactly_the_lines_of_its_dataflow_and_opens()
    {
        var page = Open();
        page.Markup.ShouldContain("No rounds yet");
        page.Find("#round-name").Change("Release 7");
        await page.Find($"input[value={PageData.Unnamed}]").ChangeAsync(true);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Navigation.Uri.ShouldContain("/checklists/"));
        var id = Guid.Parse(Navigation.Uri[(Navigation.Uri.LastIndexOf('/') + 1)..]);
        var state = await Services.StateAsync(id);
        state.Lines.Select(line => line.Line.Id).ShouldBe((await Services.GetRequiredService<RoundVerbs>().LinesAsync(PageData.Unnamed)).Select(line => line.Id));
        (state.Round.Name, state.Round.Scope).ShouldBe(("Release 7", RoundScope.All));
    }

    [Fact]
    public async Task What_is_missing_is_said_and_no_round_is_made()
    {
        var page = Open();
        await page.Find("form").SubmitAsync();
        page.Find("[role=alert]").TextContent.ShouldContain("Give the round a name");
        page.Find("#round-name").Change("Release 7");
        await page.Find("form").SubmitAsync();
        page.Find("[role=alert]").TextContent.ShouldContain("at least one dataflow");
        page.Find($"input[value={PageData.Unnamed}]").Change(true);
        page.Find("input[value=Failed]").Change("Failed");
        await page.Find("form").SubmitAsync();
        page.Find("[role=alert]").TextContent.ShouldContain("nothing to test");
        (await Services.GetRequiredService<RoundStore>().AllAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_round_takes_some_pairs_one_direction_testers_and_a_day_and_says_its_lines_beforehand()
    {
        var page = Open();
        await page.Find($"input[value={PageData.Unnamed}]").ChangeAsync(true);
        var all = await Services.GetRequiredService<RoundVerbs>().LinesAsync(PageData.Unnamed);
        page.WaitForAssertion(() => page.Find("[data-estimate]").TextContent.ShouldContain($"will have {all.Length} lines"));
        var left = all[0].PairId;
        await page.Find($"input[value='{PageData.Unnamed}/{left}']").ChangeAsync(false);
        await page.Find("input[name=round-way][value=B]").ChangeAsync("B");
        var wanted = all.Where(line => line.PairId != left && line.From == Side.B).Select(line => line.Id).ToList();
        page.WaitForAssertion(() => page.Find("[data-estimate]").TextContent.ShouldContain($"will have {wanted.Count} lines"));
        page.FindAll("fieldset label").ShouldContain(label => label.TextContent.Contains("(unnamed system) → Powerofficego", StringComparison.Ordinal));
        page.Find("#round-name").Change("Back only");
        page.Find("#round-testers").Change("Kari, Ola");
        page.Find("#round-due").Change("2031-05-17");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Navigation.Uri.ShouldContain("/checklists/"));
        var state = await Services.StateAsync(Guid.Parse(Navigation.Uri[(Navigation.Uri.LastIndexOf('/') + 1)..]));
        state.Lines.Select(line => line.Line.Id).ShouldBe(wanted);
        (state.Round.Testers, state.Round.Due!.Value.ToLocalTime().Date).ShouldBe(("Kari, Ola", new DateTime(2031, 5, 17)));
        var row = Open().WaitForElement("tbody tr").TextContent;
        row.ShouldContain("Testers: Kari, Ola");
        row.ShouldContain("Due 17/05/2031");
    }

    [Fact]
    public async Task The_dataflow_that_one_comes_from_is_chosen_already_and_an_open_round_can_be_gone_on_with()
    {
        var id = await Services.RoundAsync();
        Navigation.NavigateTo($"/checklists?dataflow={PageData.Unnamed}");
        var page = Render<RoundsPage>();
        page.WaitForElement($"input[value={PageData.Unnamed}][checked]");
        page.Find("a.button.primary").GetAttribute("href").ShouldBe($"/checklists/{id}");
        page.FindAll(".primary").Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_list_says_of_each_round_how_far_it_is_and_what_that_means()
    {
        var round = await Services.RoundAsync();
        await Services.GiveAsync(round, 0, LineVerdict.Fail, note: "Stays blank");
        var row = Open().WaitForElement("tbody tr").TextContent;
        row.ShouldContain("Release 7");
        row.ShouldContain("Fail 1");
        row.ShouldContain("Not ready: 1 of");
        row.ShouldContain("Made by Kari");
    }

    [Fact]
    public void A_viewer_sees_the_form_asleep_and_pressing_past_it_is_refused()
    {
        Reading.Role = Role.Viewer;
        var page = Open();
        page.Find("fieldset[disabled] form").ShouldNotBeNull();
        Should.Throw<NotAllowedException>(() => page.Find("form").Submit());
    }

    private IRenderedComponent<RoundsPage> Open()
    {
        Navigation.NavigateTo("/checklists");
        var page = Render<RoundsPage>();
        page.WaitForElement("#round-name");
        return page;
    }
}
