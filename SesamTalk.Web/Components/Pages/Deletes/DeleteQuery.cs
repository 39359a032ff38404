using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Deletes;

/// <summary>A delete that waits.</summary>
/// <param name="Link">The link, one of whose records is gone.</param>
/// <param name="Dataflow">Its dataflow; null where that is gone.</param>
/// <param name="Gone">The side whose record is gone; null where it is not told.</param>
/// <param name="Waiting">What somebody decided and no run has carried out yet.</param>
/// <param name="Elsewhere">How many other links the record that is left has, in other dataflows.</param>
public sealed record DeleteRow(Link Link, Dataflow? Dataflow, Side? Gone, PersonDecision? Waiting, int Elsewhere)
{
    /// <summary>What the direction says shall happen to the record that is left.</summary>
    public bool Archives => Gone is { } gone && Dataflow?.Pairs.FirstOrDefault(pair => pair.Id == Link.PairId)?.From(gone).Deletes == DeleteRule.Archive;

    /// <summary>One person has approved it, and a second one must.</summary>
    public bool NeedsSecond => Link.Reason.Has(ReasonCodes.SecondNeeded);
}

/// <summary>A page of deletes.</summary>
public sealed record DeleteListPage(IReadOnlyList<DeleteRow> Rows, long Total, bool HasBefore, bool HasAfter);

/// <summary>What the deletes are narrowed by and where the page begins, as the address has it.</summary>
public sealed record DeleteQuery(string? Text, string? Dataflow, string? Pair, string? Age, string? After = null, string? Before = null)
{
    /// <inheritdoc cref="LinkFilter.IsExact"/>
    public bool IsExact { get; init; }

    /// <summary>Deletes on a page.</summary>
    public const int Size = 50;

    /// <summary>One page, oldest link first, and the number of all that fit.</summary>
    public async Task<DeleteListPage> ReadAsync(TalkDb db, IReadOnlyList<Dataflow> dataflows, DateTimeOffset now, CancellationToken ct)
    {
        var fitting = Fitting(db, now);
        var total = await fitting.LongCountAsync(ct);
        var backwards = Guid.TryParse(Before, out var before);
        var page = Guid.TryParse(After, out var after) ? fitting.Where(link => link.Id.CompareTo(after) > 0) : backwards ? fitting.Where(link => link.Id.CompareTo(before) < 0) : fitting;
        var read = await (backwards ? page.OrderByDescending(link => link.Id) : page.OrderBy(link => link.Id)).Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        List<Link> links = [.. read.Take(Size)];
        if (backwards) links.Reverse();
        var ids = links.Select(link => (Guid?)link.Id).ToList();
        var decisions = await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.LinkId) && d.Subject == PersonDecision.Deletion).ToListAsync(ct);
        var rows = links.Select(link => Row(link, dataflows, decisions)).ToList();
        var elsewhere = await ElsewhereAsync(db, rows, dataflows, ct);
        return new([.. rows.Select(row => row with { Elsewhere = elsewhere.GetValueOrDefault(row.Link.Id) })], total, HasBefore: backwards ? more : Guid.TryParse(After, out _), HasAfter: backwards || more);
    }

    private IQueryable<Link> Fitting(TalkDb db, DateTimeOffset now)
    {
        var all = db.Links.AsNoTracking().Where(link => link.State != Population.InSync && link.State == Population.Deleted && link.AsksPerson);
        if (!string.IsNullOrEmpty(Dataflow)) all = all.Where(link => link.DataflowId == Dataflow);
        if (!string.IsNullOrEmpty(Pair)) all = all.Where(link => link.PairId == Pair);
        if (int.TryParse(Age, out var hours) && now.AddHours(-hours) is var oldest) all = all.Where(link => link.ChangedAt < oldest);
        return all.Matching(db, Text, IsExact);
    }

    // The reason names the system that deleted it.
    private static DeleteRow Row(Link link, IReadOnlyList<Dataflow> dataflows, List<PersonDecision> decisions)
    {
        var flow = dataflows.FirstOrDefault(one => one.Id == link.DataflowId);
        Side? gone = link.Reason.Code is not (ReasonCodes.DeleteWaits or ReasonCodes.ManyGone) || flow is null ? null : link.Reason.Arguments.Contains(flow.A.Name) ? Side.A : Side.B;
        return new(link, flow, gone, decisions.Find(decision => decision.LinkId == link.Id), 0);
    }

    private static async Task<Dictionary<Guid, int>> ElsewhereAsync(TalkDb db, List<DeleteRow> rows, IReadOnlyList<Dataflow> dataflows, CancellationToken ct)
    {
        var left = rows.Where(row => row.Gone is not null).Select(row => (row.Link.Id, Record: row.Link.On(row.Gone!.Value.Other()), System: row.Dataflow!.On(row.Gone.Value.Other()).SystemId, row.Link.DataflowId)).ToList();
        var records = left.Select(one => one.Record).Distinct().ToList();
        if (records.Count == 0) return [];
        var others = await db.Links.AsNoTracking().Where(link => records.Contains(link.A) || records.Contains(link.B)).Select(link => new { link.DataflowId, link.A, link.B }).ToListAsync(ct);
        bool IsOf(string dataflowId, Side side, string? system) => dataflows.FirstOrDefault(flow => flow.Id == dataflowId)?.On(side).SystemId == system;
        return left.ToDictionary(one => one.Id, one => others.Count(other => other.DataflowId != one.DataflowId
            && ((other.A == one.Record && IsOf(other.DataflowId, Side.A, one.System)) || (other.B == one.Record && IsOf(other.DataflowId, Side.B, one.System)))));
    }
}
