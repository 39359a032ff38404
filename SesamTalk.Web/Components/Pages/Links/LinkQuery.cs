using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What the links list is narrowed by and where its page begins, as the address has it.</summary>
/// <param name="Text">Part of a name, or an id of either system.</param>
/// <param name="Dataflow">The dataflow's id.</param>
/// <param name="Pair">The pair's id, within the dataflow.</param>
/// <param name="State">A <see cref="Population"/> by name.</param>
/// <param name="After">The link that the page before ended with.</param>
/// <param name="Before">The link that the page after begins with.</param>
public sealed record LinkQuery(string? Text, string? Dataflow, string? Pair, string? State, string? After, string? Before)
{
    /// <summary>Links on a page.</summary>
    public const int Size = 50;

    /// <summary>
    /// One page in the order in which links were made (their ids are time-ordered), and the number of all that fit. A link
    /// made meanwhile moves nothing: pages hang on ids, not on numbers.
    /// </summary>
    public async Task<LinkListPage> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var fitting = Fitting(db.Links.AsNoTracking());
        var total = await fitting.LongCountAsync(ct);
        var backwards = Guid.TryParse(Before, out var before);
        var page = Guid.TryParse(After, out var after) ? fitting.Where(link => link.Id.CompareTo(after) > 0)
            : backwards ? fitting.Where(link => link.Id.CompareTo(before) < 0)
            : fitting;
        var read = await (backwards ? page.OrderByDescending(link => link.Id) : page.OrderBy(link => link.Id)).Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        List<Link> rows = [.. read.Take(Size)];
        if (backwards) rows.Reverse();
        return new(rows, total, HasBefore: backwards ? more : Guid.TryParse(After, out _), HasAfter: backwards || more);
    }

    private IQueryable<Link> Fitting(IQueryable<Link> links)
    {
        if (!string.IsNullOrEmpty(Dataflow)) links = links.Where(link => link.DataflowId == Dataflow);
        if (!string.IsNullOrEmpty(Pair)) links = links.Where(link => link.PairId == Pair);
        if (Enum.TryParse<Population>(State, out var state)) links = links.Where(link => link.State == state);
        return links.Matching(Text);
    }
}

/// <summary>A page of links.</summary>
public sealed record LinkListPage(IReadOnlyList<Link> Rows, long Total, bool HasBefore, bool HasAfter);
