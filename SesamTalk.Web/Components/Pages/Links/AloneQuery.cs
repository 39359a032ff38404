using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What the list of records without a partner is narrowed by and where its page begins, as the address has it.</summary>
/// <param name="Filter">What it is narrowed by; the text is a part of a name, or an id.</param>
/// <param name="After">The place of the record that the page before ended with.</param>
/// <param name="Before">The place of the record that the page after begins with.</param>
public sealed record AloneQuery(LinkFilter Filter, string? After, string? Before)
{
    private sealed record Place(string Dataflow, string Pair, string Id, Side Side);

    /// <summary>One page in the order of dataflow, pair, id and side, and how many fit: up to <see cref="LinkQuery.MostCounted"/>.</summary>
    public async Task<AlonePage> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var fitting = Fitting(db);
        var total = await fitting.Take(LinkQuery.MostCounted + 1).CountAsync(ct);
        var (after, before) = (Read(After), Read(Before));
        var backwards = after is null && before is not null;
        var page = after is not null ? Beyond(fitting, after) : before is not null ? Ahead(fitting, before) : fitting;
        var ordered = backwards
            ? page.OrderByDescending(one => one.DataflowId).ThenByDescending(one => one.PairId).ThenByDescending(one => one.Id).ThenByDescending(one => one.Side)
            : page.OrderBy(one => one.DataflowId).ThenBy(one => one.PairId).ThenBy(one => one.Id).ThenBy(one => one.Side);
        var read = await ordered.Take(LinkQuery.Size + 1).ToListAsync(ct);
        var more = read.Count > LinkQuery.Size;
        List<UnlinkedRecord> rows = [.. read.Take(LinkQuery.Size)];
        if (backwards) rows.Reverse();
        return new(rows, Math.Min(total, LinkQuery.MostCounted), HasBefore: backwards ? more : after is not null, HasAfter: backwards || more) { IsMore = total > LinkQuery.MostCounted };
    }

    /// <summary>All that fit, of any page, but no more than so many; and how many fit in truth.</summary>
    public async Task<(IReadOnlyList<UnlinkedRecord> Records, int Number)> WholeAsync(TalkDb db, int most, CancellationToken ct = default)
    {
        var fitting = Fitting(db);
        return (await fitting.OrderBy(one => one.DataflowId).ThenBy(one => one.PairId).ThenBy(one => one.Id).ThenBy(one => one.Side).Take(most).ToListAsync(ct), await fitting.CountAsync(ct));
    }

    /// <summary>The place of a record in the list.</summary>
    public static string PlaceOf(UnlinkedRecord record) => string.Join('|', new[] { record.DataflowId, record.PairId, record.Side.ToString(), record.Id.Text }.Select(Uri.EscapeDataString));

    private static Place? Read(string? text) => text?.Split('|') is [var dataflow, var pair, var side, var id] && Enum.TryParse<Side>(side, out var there)
        ? new(Uri.UnescapeDataString(dataflow), Uri.UnescapeDataString(pair), Uri.UnescapeDataString(id), there)
        : null;

    private IQueryable<UnlinkedRecord> Fitting(TalkDb db)
    {
        var all = db.UnlinkedRecords.AsNoTracking();
        if (!string.IsNullOrEmpty(Filter.Dataflow)) all = all.Where(one => one.DataflowId == Filter.Dataflow);
        if (!string.IsNullOrEmpty(Filter.Pair)) all = all.Where(one => one.PairId == Filter.Pair);
        if (Enum.TryParse<Population>(Filter.State, out var state)) all = all.Where(one => one.State == state);
        if (string.IsNullOrWhiteSpace(Filter.Text)) return all;
        var (id, lower) = (new RecordId(Filter.Text.Trim()), Filter.Text.Trim().ToLowerInvariant());
#pragma warning disable CA1304, CA1311, CA1862 // The database lowers the label: it has no culture to be told.
        if (Filter.IsExact) return all.Where(one => one.Id == id);
        return all.Where(one => one.Id == id || one.Label.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862
    }

#pragma warning disable CA1309, CA1310 // The database compares, by the columns' own order.
    private static IQueryable<UnlinkedRecord> Beyond(IQueryable<UnlinkedRecord> all, Place at) => all.Where(one =>
        string.Compare(one.DataflowId, at.Dataflow) > 0 || (one.DataflowId == at.Dataflow && (string.Compare(one.PairId, at.Pair) > 0 || (one.PairId == at.Pair
            && (string.Compare((string)(object)one.Id, at.Id) > 0 || ((string)(object)one.Id == at.Id && at.Side == Side.A && one.Side == Side.B))))));

    private static IQueryable<UnlinkedRecord> Ahead(IQueryable<UnlinkedRecord> all, Place at) => all.Where(one =>
        string.Compare(one.DataflowId, at.Dataflow) < 0 || (one.DataflowId == at.Dataflow && (string.Compare(one.PairId, at.Pair) < 0 || (one.PairId == at.Pair
            && (string.Compare((string)(object)one.Id, at.Id) < 0 || ((string)(object)one.Id == at.Id && at.Side == Side.B && one.Side == Side.A))))));
#pragma warning restore CA1309, CA1310
}

/// <summary>A page of records without a partner.</summary>
/// <param name="Rows">The records.</param>
/// <param name="Total">How many fit; where there are more, so many were counted.</param>
/// <param name="HasBefore">There is a page before.</param>
/// <param name="HasAfter">There is a page after.</param>
public sealed record AlonePage(IReadOnlyList<UnlinkedRecord> Rows, long Total, bool HasBefore, bool HasAfter)
{
    /// <summary>More fit than were counted.</summary>
    public bool IsMore { get; init; }
}
