using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Finds links by what a person types: beginnings of words of either label, an exact id of either side, or an e-mail address,
/// a telephone or an organisation number of either record. Every way goes by an index.
/// </summary>
public static class LinkSearch
{
    /// <summary>The most links that one word leads to; who types no more than that is asked for more.</summary>
    public const int Most = 10_000;

    private const int MostOfSeveral = 50_000;

    /// <summary>The links that a term fits; a blank one fits all. Of a single word that is very common, the first <see cref="Most"/>.</summary>
    public static IQueryable<Link> Matching(this IQueryable<Link> links, TalkDb db, string? term)
    {
        if (string.IsNullOrWhiteSpace(term)) return links;
        var id = new RecordId(term.Trim());
        var found = db.Links.Where(link => link.A == id).Select(link => link.Id).Union(db.Links.Where(link => link.B == id).Select(link => link.Id));
        foreach (var key in KeysIn(term)) found = found.Union(db.LinkWords.Where(word => word.Word == key).Select(word => word.LinkId));
        if (LinkWords.In(FoldedLabel.Of(term)) is { Count: > 0 } words) found = found.Union(Named(db, words));
        return links.Where(link => found.Contains(link.Id));
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

    // The longest word leads, the others and the present label decide.
    private static IQueryable<Guid> Named(TalkDb db, IReadOnlyList<string> words)
    {
        var (from, to) = (words.MaxBy(word => word.Length)!, words.MaxBy(word => word.Length)! + '\uffff');
#pragma warning disable CA1309 // The database compares, by the column's own order.
        var leads = db.LinkWords.Where(word => string.Compare(word.Word, from) >= 0 && string.Compare(word.Word, to) < 0)
            .Select(word => word.LinkId).Take(words.Count == 1 ? Most : MostOfSeveral);
#pragma warning restore CA1309
        var named = db.Links.Where(link => leads.Contains(link.Id));
        foreach (var word in words)
        {
            var (later, below) = (" " + word, "\n" + word);
            named = named.Where(link => EF.Property<string>(link, LinkTable.Search).StartsWith(word) || EF.Property<string>(link, LinkTable.Search).Contains(later) || EF.Property<string>(link, LinkTable.Search).Contains(below));
        }

        return named.Select(link => link.Id);
    }
}
