using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The latest runs of a dataflow, newest first.</summary>
public sealed partial class RunsTab(IStringLocalizer<DataflowTexts> t, RunWords words, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Newest = 50;
    private IReadOnlyList<Run>? _runs;
    private (string, int) _loaded = ("", -1);

    [Parameter, EditorRequired] public string DataflowId { get; set; } = "";

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (DataflowId, Ended)) return Task.CompletedTask;
        _loaded = (DataflowId, Ended);
        return LoadAsync(async ct =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            _runs = await db.Runs.AsNoTracking().Where(run => run.DataflowId == DataflowId && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).Take(Newest).ToListAsync(ct);
        });
    }
}
