using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>The links that a term fits.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="IsBroad">The words lead to more links than were looked at, so there may be others.</param>
public sealed record FoundLinks(IReadOnlyList<Guid> Ids, bool IsBroad);

/// <summary>
/// Finds links by what a person types: beginnings of words of either label, an exact id of either side, or an e-mail address,
/// a telephone or an organisation number of either record. Every way goes by an index.
/// </summary>
public static class LinkSearch
{
    /// <summary>The most links that the words of a term lead to; who types no more than that is asked for more.</summary>
    public const int Most = 2_000;

    // A word of one or two letters leads to nearly everything: the label is asked about it.
    private const int ShortestLead = 3, MostLeads = 3;

    /// <summary>The links that a term fits; a blank one fits all. Of words that are very common, the first <see cref="Most"/>: see <see cref="FindAsync"/>. With <paramref name="isExact"/> no part of a name is met.</summary>
    public static IQueryable<Link> Matching(this IQueryable<Link> links, TalkDb db, string? term, bool isExact = false)
    {
        if (string.IsNullOrWhiteSpace(term)) return links;
        var found = Exact(db, term);
        if (!isExact && LinkWords.In(FoldedLabel.Of(term)) is { Count: > 0 } words)
        {
            var leads = Leads(db, words).Take(Most);
            found = found.Union(Named(db.Links.Where(link => leads.Contains(link.Id)), words));
        }

        return links.Where(link => found.Contains(link.Id));
    }

    /// <summary>The links that a term fits, looked up once for several questions about them; with <paramref name="isExact"/> no part of a name is met.</summary>
    public static async Task<FoundLinks> FindAsync(TalkDb db, string term, bool isExact, CancellationToken ct = default)
    {
        var exact = await Exact(db, term).ToListAsync(ct);
        if (isExact || LinkWords.In(FoldedLabel.Of(term)) is not { Count: > 0 } words) return new(exact, IsBroad: false);
        var leads = await Leads(db, words).Take(Most + 1).ToListAsync(ct);
        var named = leads.Count == 0 ? [] : await Named(db.Links.Where(link => leads.Contains(link.Id)), words).ToListAsync(ct);
        return new([.. exact.Union(named)], IsBroad: leads.Count > Most);
    }

    /// <summary>What a term may be beside a name or an id, for a person: the forms whose keys it would match.</summary>
    public static IReadOnlyList<KeyForm> FormsOf(string? term) => string.IsNullOrWhiteSpace(term) ? []
        : [.. new[] { KeyForm.Email, KeyForm.OrganisationNumber, KeyForm.Phone }.Where(form => IsMeant(form, term) && LinkWords.Key(form, term) is not null)];

    /// <summary>What the search column holds: the folded labels, the second only where it differs.</summary>
    internal static string TextOf(Link link)
    {
        var a = FoldedLabel.Of(link.LabelA);
        if (link.LabelA == link.LabelB) return a;
        var b = FoldedLabel.Of(link.LabelB);
        return a == b ? a : $"{a}\n{b}";
    }

    private static IEnumerable<string> KeysIn(string term) => FormsOf(term).Select(form => LinkWords.Key(form, term)!).Distinct();

    // A name with digits in it is no number.
    private static bool IsMeant(KeyForm form, string term) => form == KeyForm.Email ? term.Contains('@', StringComparison.Ordinal)
        : term.Count(char.IsAsciiDigit) * 2 >= term.Length && term.Count(char.IsLetter) <= 5;

    private static IQueryable<Guid> Exact(TalkDb db, string term)
    {
        var id = new RecordId(term.Trim());
        var found = db.Links.Where(link => link.A == id).Select(link => link.Id).Union(db.Links.Where(link => link.B == id).Select(link => link.Id));
        foreach (var key in KeysIn(term)) found = found.Union(db.LinkWords.Where(word => word.Word == key).Select(word => word.LinkId));
        return found;
    }

    // The present label decides of what the words lead to.
    private static IQueryable<Guid> Named(IQueryable<Link> led, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            var (later, below) = (" " + word, "\n" + word);
            led = led.Where(link => EF.Property<string>(link, LinkTable.Search).StartsWith(word) || EF.Property<string>(link, LinkTable.Search).Contains(later) || EF.Property<string>(link, LinkTable.Search).Contains(below));
        }

        return led.Select(link => link.Id);
    }

    // The longest words lead, all by the index of words alone.
    private static IQueryable<Guid> Leads(TalkDb db, IReadOnlyList<string> words)
    {
        var longest = words.OrderByDescending(word => word.Length).ToList();
        var leading = longest.Where(word => word.Length >= ShortestLead).Take(MostLeads).DefaultIfEmpty(longest[0]);
        return leading.Select(word => Beginning(db, word)).Aggregate((all, next) => all.Intersect(next));
    }

    private static IQueryable<Guid> Beginning(TalkDb db, string word)
    {
        var after = word + '\uffff';
#pragma warning disable CA1309 // The database compares, by the column's own order.
        return db.LinkWords.Where(one => string.Compare(one.Word, word) >= 0 && string.Compare(one.Word, after) < 0).Select(one => one.LinkId);
#pragma warning restore CA1309
    }
}
