using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>What the inbox is narrowed by and where its page begins, as the address has it.</summary>
/// <param name="Text">Part of a record's name, or its id.</param>
/// <param name="Status">Open (nothing), <c>rule</c> for what a rule settled, <c>settled</c> for the rest.</param>
/// <param name="Dataflow">The dataflow's id.</param>
/// <param name="Pair">The pair's id.</param>
/// <param name="Property">The property group's key.</param>
/// <param name="Kind">A <see cref="ConflictKind"/> by name.</param>
/// <param name="Age">Older than this many hours.</param>
/// <param name="After">The conflict that the page before ended with.</param>
/// <param name="Before">The conflict that the page after begins with.</param>
/// <param name="Mine">Only those that the reader keeps, or has a choice about in the tray.</param>
public sealed record ConflictQuery(string? Text, string? Status, string? Dataflow, string? Pair, string? Property, string? Kind, string? Age, string? After = null, string? Before = null, bool Mine = false)
{
    /// <summary>Conflicts on a page.</summary>
    public const int Size = 50;

    /// <summary>The conflicts that are the reader's, where only those are asked for.</summary>
    public IReadOnlyCollection<Guid> Own { get; init; } = [];

    /// <inheritdoc cref="LinkFilter.IsExact"/>
    public bool IsExact { get; init; }

    /// <summary>Shows conflicts that wait for a person.</summary>
    public bool IsOpen => Status is not ("rule" or "settled");

    /// <summary>One page: the open ones oldest first, the settled ones newest first; and the number of all that fit.</summary>
    public async Task<ConflictListPage> ReadAsync(TalkDb db, Sight sees, DateTimeOffset now, CancellationToken ct)
    {
        var fitting = Fitting(db, now);
        var total = await fitting.LongCountAsync(ct);
        var backwards = Guid.TryParse(Before, out var before);
        var hasAfter = Guid.TryParse(After, out var after);
        var ascending = IsOpen != backwards;
        var page = hasAfter ? Beyond(fitting, after, IsOpen) : backwards ? Beyond(fitting, before, !IsOpen) : fitting;
        var read = await (ascending ? page.OrderBy(c => c.Id) : page.OrderByDescending(c => c.Id)).Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        List<OpenConflict> rows = [.. read.Take(Size)];
        if (backwards) rows.Reverse();
        return new(await ConflictRow.OfAsync(db, sees, rows, ct), total, HasBefore: backwards ? more : hasAfter, HasAfter: backwards || more);
    }

    /// <summary>All that fit, of any page.</summary>
    public IQueryable<OpenConflict> Fitting(TalkDb db, DateTimeOffset now)
    {
        var all = db.Conflicts.AsNoTracking();
        all = Status switch
        {
            "rule" => all.Where(c => c.Overruled != null),
            "settled" => all.Where(c => c.SettledAt != null && c.Overruled == null),
            _ => all.Where(c => c.SettledAt == null),
        };
        if (!string.IsNullOrEmpty(Dataflow)) all = all.Where(c => c.DataflowId == Dataflow);
        if (!string.IsNullOrEmpty(Pair)) all = all.Where(c => c.PairId == Pair);
        if (!string.IsNullOrEmpty(Property)) all = all.Where(c => c.Subject == Property);
        if (Enum.TryParse<ConflictKind>(Kind, out var kind)) all = all.Where(c => c.Kind == kind);
        if (int.TryParse(Age, out var hours) && now.AddHours(-hours) is var oldest) all = all.Where(c => c.OpenedAt < oldest);
        if (Mine) all = all.Where(c => Own.Contains(c.Id));
        if (string.IsNullOrWhiteSpace(Text)) return all;
        var links = db.Links.Matching(db, Text, IsExact).Select(link => (Guid?)link.Id);
        var (inA, inB) = (PersonDecision.OfRecord(Side.A, new(Text.Trim())), PersonDecision.OfRecord(Side.B, new(Text.Trim())));
        return all.Where(c => links.Contains(c.LinkId) || c.Subject == inA || c.Subject == inB);
    }

    private static IQueryable<OpenConflict> Beyond(IQueryable<OpenConflict> all, Guid id, bool later) => later ? all.Where(c => c.Id.CompareTo(id) > 0) : all.Where(c => c.Id.CompareTo(id) < 0);
}

/// <summary>A page of conflicts.</summary>
public sealed record ConflictListPage(IReadOnlyList<ConflictRow> Rows, long Total, bool HasBefore, bool HasAfter);
