using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>The systems and the dataflows between them, drawn or as a table: the same numbers.</summary>
public sealed partial class MapTile(IStringLocalizer<OverviewTexts> t, SystemNames names, StatusWords statuses, IDbContextFactory<TalkDb> databases, RunFeed feed, TimeProvider clock) : TalkPage
{
    private IReadOnlyDictionary<string, int>? _written;
    private int _loaded = -1;

    [Parameter, EditorRequired] public IReadOnlyList<DataflowRow> Rows { get; set; } = [];

    [Parameter] public bool AsTable { get; set; }

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    private IReadOnlyList<FlowEdge> Edges => [.. Rows.Select(row =>
    {
        var status = row.Health(feed.Latest(row.Dataflow.Id));
        return new FlowEdge(
            row.Dataflow.Id, KeyOf(row.Dataflow.A), names.Of(row.Dataflow.A), KeyOf(row.Dataflow.B), names.Of(row.Dataflow.B), status,
            status == Status.Unknown ? t["NeverRun"] : statuses.Of(status), row.Counts.Of(Headline.Waiting), row.Counts.Of(Headline.NeedsYou), _written!.GetValueOrDefault(row.Dataflow.Id), TalkUrls.Dataflow(row.Dataflow.Id));
    })];

    // Beside "Needs you" stands how much does; beside anything else, what waits.
    private string Said(FlowEdge edge) => edge is { Status: Status.NeedsYou, Asking: > 0 } ? t.Count("AskShort", edge.Asking) : t.Count("WaitingShort", edge.Waiting);

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Ended) return Task.CompletedTask;
        _loaded = Ended;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = clock.GetUtcNow().AddHours(-24);
        var runs = await db.Runs.AsNoTracking().Where(run => run.StartedAt >= since && run.Trigger != RunTrigger.Verify).Select(run => new { run.DataflowId, run.Counts }).ToListAsync(ct);
        _written = runs.GroupBy(run => run.DataflowId).ToDictionary(group => group.Key, group => group.Sum(run => run.Counts.Writes));
    });

    // One system may be written differently in two documents; it is the connection that tells them to be one.
    private string KeyOf(DataflowSide side) => side.SystemId ?? names.Of(side);
}
