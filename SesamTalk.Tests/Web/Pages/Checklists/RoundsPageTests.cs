using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
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
        page.Find($"input[value={PageData.Unnamed}]").Change(true);
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
