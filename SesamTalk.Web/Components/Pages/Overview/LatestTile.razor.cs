using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>The last things that happened: runs that changed something or needed somebody, and what persons did.</summary>
public sealed partial class LatestTile(Reader reader, IStringLocalizer<OverviewTexts> t, RunWords words, AuditWords audit, SystemNames names, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Newest = 10;
    private IReadOnlyList<TimelineEntry>? _entries;
    private int _loaded = -1;

    [Parameter, EditorRequired] public IReadOnlyList<DataflowRow> Rows { get; set; } = [];

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Ended) return Task.CompletedTask;
        _loaded = Ended;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = await db.Runs.AsNoTracking().Where(run => run.EndedAt != null && run.Outcome != RunOutcome.NothingToDo && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).Take(Newest).ToListAsync(ct);
        // What concerns those who sign in is for those who may see the audit.
        var open = reader.May(Act.SeeAudit) ? db.Audit : db.Audit.Where(entry => entry.Act.StartsWith("dataflow") || entry.Act.StartsWith("system") || entry.Act.StartsWith("round") || entry.Act.StartsWith("run") || entry.Act == "plan");
        var acts = await open.AsNoTracking().OrderByDescending(entry => entry.At).Take(Newest).ToListAsync(ct);
        var happened = runs.Select(Of).Concat(acts.Select(entry => new TimelineEntry(entry.At, audit.Of(entry))));
        _entries = [.. happened.OrderByDescending(entry => entry.At).Take(Newest)];
    });

    private TimelineEntry Of(Run run)
    {
        var name = Rows.FirstOrDefault(row => row.Dataflow.Id == run.DataflowId) is { } row ? names.Of(row.Dataflow) : run.DataflowId;
        return new(run.EndedAt!.Value, $"{name}: {words.Says(run.Counts, run.Counts.Failed)}", TalkUrls.Run(run.Id), words.StatusOf(run.Outcome), words.Outcome(run));
    }
}
