using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>What a person is needed for, the worst first.</summary>
public enum NeedKind { FailedRun, HeldBack, Failing, Conflict, Ambiguous, Choose, Deletes }

/// <summary>What a group of conflicts is about.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Subject">The property group's key; null where records have no partner.</param>
/// <param name="Kind">What is asked, where records have no partner.</param>
public sealed record NeedAbout(string PairId, string? Subject, ConflictKind? Kind);

/// <summary>One thing that needs a person.</summary>
/// <param name="Kind">What.</param>
/// <param name="Row">The dataflow.</param>
/// <param name="Count">How many records; runs count as one.</param>
/// <param name="Since">Since when, for the oldest of them.</param>
/// <param name="RunId">The run, for those that are about one.</param>
/// <param name="About">What conflicts are about, where they are about one property; null for anything else.</param>
public sealed record Need(NeedKind Kind, DataflowRow Row, int Count, DateTimeOffset? Since, Guid? RunId = null, NeedAbout? About = null)
{
    /// <summary>Where it is dealt with; the number there is the number here.</summary>
    public string Url => Kind switch
    {
        NeedKind.FailedRun or NeedKind.HeldBack => TalkUrls.Run(RunId!.Value),
        NeedKind.Failing => TalkUrls.LinksOf(dataflow: Row.Dataflow.Id, state: nameof(Population.Failing)),
        NeedKind.Conflict => TalkUrls.ConflictsOf(Row.Dataflow.Id, About?.PairId, About?.Subject, About?.Kind?.ToString()),
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
        var conflicts = await ConflictsAsync(db, ct);
        var needs = links.Concat(alone).Where(group => running.ContainsKey(group.DataflowId)).Select(group => new Need(KindOf(group.State), running[group.DataflowId], group.Count, group.Since))
            .Concat(conflicts.Where(group => running.ContainsKey(group.DataflowId)).Select(group => new Need(NeedKind.Conflict, running[group.DataflowId], group.Count, group.Since, About: group.About)))
            .Concat(running.Values.Select(OfRun).OfType<Need>());
        return [.. needs.OrderBy(need => need.Kind).ThenByDescending(need => need.Count)];
    }

    // Those about two records by property, so that one look settles many; those about a record that has no partner by what is asked.
    private static async Task<IReadOnlyList<(string DataflowId, int Count, DateTimeOffset Since, NeedAbout About)>> ConflictsAsync(TalkDb db, CancellationToken ct)
    {
        var open = db.Conflicts.AsNoTracking().Where(conflict => conflict.SettledAt == null);
        var ofLinks = await open.Where(conflict => conflict.LinkId != null).GroupBy(conflict => new { conflict.DataflowId, conflict.PairId, conflict.Subject })
            .Select(group => new { group.Key, Count = group.Count(), Since = group.Min(conflict => conflict.OpenedAt) }).ToListAsync(ct);
        var ofRecords = await open.Where(conflict => conflict.LinkId == null).GroupBy(conflict => new { conflict.DataflowId, conflict.PairId, conflict.Kind })
            .Select(group => new { group.Key, Count = group.Count(), Since = group.Min(conflict => conflict.OpenedAt) }).ToListAsync(ct);
        return [.. ofLinks.Select(group => (group.Key.DataflowId, group.Count, group.Since, new NeedAbout(group.Key.PairId, group.Key.Subject, null))),
            .. ofRecords.Select(group => (group.Key.DataflowId, group.Count, group.Since, new NeedAbout(group.Key.PairId, null, group.Key.Kind)))];
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
