using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>What a person is needed for, the worst first.</summary>
public enum NeedKind { FailedRun, HeldBack, Failing, Conflict, Ambiguous, Choose, Deletes }

/// <summary>One thing that needs a person.</summary>
/// <param name="Kind">What.</param>
/// <param name="Row">The dataflow.</param>
/// <param name="Count">How many records; runs count as one.</param>
/// <param name="Since">Since when, for the oldest of them.</param>
/// <param name="RunId">The run, for those that are about one.</param>
public sealed record Need(NeedKind Kind, DataflowRow Row, int Count, DateTimeOffset? Since, Guid? RunId = null)
{
    /// <summary>Where it is dealt with; the number there is the number here.</summary>
    public string Url => Kind switch
    {
        NeedKind.FailedRun or NeedKind.HeldBack => TalkUrls.Run(RunId!.Value),
        NeedKind.Failing => TalkUrls.LinksOf(dataflow: Row.Dataflow.Id, state: nameof(Population.Failing)),
        NeedKind.Conflict => TalkUrls.ConflictsOf(Row.Dataflow.Id),
        NeedKind.Deletes => TalkUrls.DeletesOf(Row.Dataflow.Id),
        NeedKind.Ambiguous => TalkUrls.AloneOf(Row.Dataflow.Id, nameof(Population.Ambiguous)),
        NeedKind.Choose => TalkUrls.AloneOf(Row.Dataflow.Id, nameof(Population.Unlinked)),
    };

    /// <summary>All that needs a person now, the worst first and the largest first among equals.</summary>
    public static async Task<IReadOnlyList<Need>> AllAsync(TalkDb db, IReadOnlyList<DataflowRow> rows, CancellationToken ct)
    {
        var running = rows.Where(row => row.Dataflow.PausedBecause is null).ToDictionary(row => row.Dataflow.Id);
        var links = await db.Links.AsNoTracking()
            .Where(link => link.State == Population.Failing || (link.State == Population.Deleted && link.AsksPerson))
            .GroupBy(link => new { link.DataflowId, link.State })
            .Select(group => new { group.Key.DataflowId, group.Key.State, Count = group.Count(), Since = group.Min(link => link.ChangedAt) }).ToListAsync(ct);
        var alone = await db.UnlinkedRecords.AsNoTracking()
            .Where(record => (record.State == Population.Ambiguous && !db.Conflicts.Any(conflict => conflict.SettledAt == null && conflict.DataflowId == record.DataflowId && conflict.Kind == ConflictKind.AmbiguousMatch)) || (record.State == Population.Unlinked && record.AsksPerson))
            .GroupBy(record => new { record.DataflowId, record.State })
            .Select(group => new { group.Key.DataflowId, group.Key.State, Count = group.Count(), Since = group.Min(record => record.SeenAt) }).ToListAsync(ct);
        var conflicts = await db.Conflicts.AsNoTracking().Where(conflict => conflict.SettledAt == null).GroupBy(conflict => conflict.DataflowId)
            .Select(group => new { DataflowId = group.Key, Count = group.Count(), Since = group.Min(conflict => conflict.OpenedAt) }).ToListAsync(ct);
        var needs = links.Concat(alone).Where(group => running.ContainsKey(group.DataflowId)).Select(group => new Need(KindOf(group.State), running[group.DataflowId], group.Count, group.Since))
            .Concat(conflicts.Where(group => running.ContainsKey(group.DataflowId)).Select(group => new Need(NeedKind.Conflict, running[group.DataflowId], group.Count, group.Since)))
            .Concat(running.Values.Select(OfRun).OfType<Need>());
        return [.. needs.OrderBy(need => need.Kind).ThenByDescending(need => need.Count)];
    }

    private static Need? OfRun(DataflowRow row) => row.LastRun switch
    {
        { Outcome: RunOutcome.Failed } run => new(NeedKind.FailedRun, row, 1, run.EndedAt, run.Id),
        { Outcome: RunOutcome.HeldBack } run => new(NeedKind.HeldBack, row, 1, run.EndedAt, run.Id),
        _ => null,
    };

    private static NeedKind KindOf(Population state) => state switch
    {
        Population.Failing => NeedKind.Failing,
        Population.Ambiguous => NeedKind.Ambiguous,
        Population.Unlinked => NeedKind.Choose,
        Population.Deleted => NeedKind.Deletes,
        Population.InSync or Population.Conflict or Population.Waiting or Population.OutOfScope or Population.Paused => throw new System.Diagnostics.UnreachableException(),
    };
}
