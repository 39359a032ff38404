using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>What the links list is narrowed by and where its page begins, as the address has it.</summary>
/// <param name="Filter">What it is narrowed by.</param>
/// <param name="After">The link that the page before ended with.</param>
/// <param name="Before">The link that the page after begins with.</param>
public sealed record LinkQuery(LinkFilter Filter, string? After, string? Before)
{
    /// <summary>Links on a page.</summary>
    public const int Size = 50;

    /// <summary>Up to so many are counted; of more it is only said that there are more, until somebody asks.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Up to how many this one counts.</summary>
    public int Counted { get; init; } = MostCounted;

    private bool IsBackwards => Guid.TryParse(Before, out _) && !Guid.TryParse(After, out _);

    /// <summary>
    /// One page in the order in which links were made (their ids are time-ordered), and the number of all that fit. A link
    /// made meanwhile moves nothing: pages hang on ids, not on numbers.
    /// </summary>
    public async Task<LinkListPage> ReadAsync(TalkDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (fitting, isBroad) = await Filter.FittingAsync(db, now, ct);
        var total = await fitting.Take(Counted + 1).CountAsync(ct);
        var read = await PageAsync(db, fitting, ct);
        var more = read.Count > Size;
        List<Link> rows = [.. read.Take(Size)];
        if (IsBackwards) rows.Reverse();
        return new(rows, Math.Min(total, Counted), HasBefore: IsBackwards ? more : Guid.TryParse(After, out _), HasAfter: IsBackwards || more) { IsMore = total > Counted, IsBroad = isBroad };
    }

    /// <summary>The number of all that fit, however many they are.</summary>
    public async Task<long> CountAsync(TalkDb db, DateTimeOffset now, CancellationToken ct) => await (await Filter.FittingAsync(db, now, ct)).Links.LongCountAsync(ct);

    // The links of a dataflow lie pair by pair: the first of each pair, and of those the first.
    private async Task<List<Link>> PageAsync(TalkDb db, IQueryable<Link> fitting, CancellationToken ct)
    {
        var isSpread = Filter is { Dataflow.Length: > 0, Pair: null or "", State: null or "" or nameof(Population.InSync) } && string.IsNullOrWhiteSpace(Filter.Text);
        if (!isSpread) return await Ordered(fitting).Take(Size + 1).ToListAsync(ct);
        List<Link> first = [];
        foreach (var pair in await PairsAsync(db, ct)) first.AddRange(await Ordered(fitting.Where(link => link.PairId == pair)).Take(Size + 1).ToListAsync(ct));
        var text = (Link link) => link.Id.ToString();
        return [.. (IsBackwards ? first.OrderByDescending(text, StringComparer.Ordinal) : first.OrderBy(text, StringComparer.Ordinal)).Take(Size + 1)];
    }

    private IQueryable<Link> Ordered(IQueryable<Link> links)
    {
        if (Guid.TryParse(After, out var after)) return links.Where(link => link.Id.CompareTo(after) > 0).OrderBy(link => link.Id);
        return Guid.TryParse(Before, out var before) ? links.Where(link => link.Id.CompareTo(before) < 0).OrderByDescending(link => link.Id) : links.OrderBy(link => link.Id);
    }

    // One step for each pair, however many links they have.
    private async Task<List<string>> PairsAsync(TalkDb db, CancellationToken ct)
    {
        List<string> pairs = [];
        for (var last = ""; ;)
        {
#pragma warning disable CA1309 // The database compares, by the column's own order.
            var next = await db.Links.Where(link => link.DataflowId == Filter.Dataflow && string.Compare(link.PairId, last) > 0).OrderBy(link => link.PairId).Select(link => link.PairId).FirstOrDefaultAsync(ct);
#pragma warning restore CA1309
            if (next is null) return pairs;
            pairs.Add(last = next);
        }
    }
}

/// <summary>A page of links.</summary>
/// <param name="Rows">The links.</param>
/// <param name="Total">How many fit; where there are more, so many were counted.</param>
/// <param name="HasBefore">There is a page before.</param>
/// <param name="HasAfter">There is a page after.</param>
public sealed record LinkListPage(IReadOnlyList<Link> Rows, long Total, bool HasBefore, bool HasAfter)
{
    /// <summary>More fit than were counted.</summary>
    public bool IsMore { get; init; }

    /// <summary>The words that were typed lead to so many links that only the first of them were looked at.</summary>
    public bool IsBroad { get; init; }
}
