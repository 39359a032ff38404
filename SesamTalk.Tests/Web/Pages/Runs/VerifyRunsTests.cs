using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Pages.Runs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Runs;

/// <summary>Runs of a checklist being verified are no runs of the dataflow's own records.</summary>
public sealed class VerifyRunsTests : PageTest
{
    [Fact]
    public async Task They_are_listed_for_whoever_asks_and_are_never_a_dataflows_last_run()
    {
        await Data.DataflowsAsync();
        await Data.RunAsync(RunOutcome.Done);
        await using var db = await Data.DatabaseAsync();
        var verified = new Run
        {
            Id = Guid.CreateVersion7(), DataflowId = PageData.Unnamed, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Verify, StartedBy = "Kari", StartedAt = TimeProvider.System.GetUtcNow(), EndedAt = TimeProvider.System.GetUtcNow(), Outcome = RunOutcome.DoneWithConflicts,
        };
        db.Runs.Add(verified);
        await db.SaveChangesAsync();

        (await Services.GetRequiredService<DataflowRows>().AllAsync(default)).Single(row => row.Dataflow.Id == PageData.Unnamed).LastRun!.Outcome.ShouldBe(RunOutcome.Done);
        Listed("").ShouldNotContain(verified.Id.ToString());
        Listed("?by=Verify").ShouldContain(verified.Id.ToString());
    }

    private string Listed(string query)
    {
        Navigation.NavigateTo("/runs" + query);
        var page = Render<RunsPage>();
        page.WaitForElement("tbody tr");
        return page.Markup;
    }
}
