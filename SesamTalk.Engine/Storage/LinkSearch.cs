using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>Finds links by what a person types: a part of a label of either side, or an exact id.</summary>
public static class LinkSearch
{
    /// <summary>The links whose folded labels contain the folded term, or whose id on either side is the term. A blank term finds all.</summary>
    public static IQueryable<Link> Matching(this IQueryable<Link> links, string? term)
    {
        if (string.IsNullOrWhiteSpace(term)) return links;
        var id = new RecordId(term.Trim());
        var folded = FoldedLabel.Of(term);
        return folded.Length == 0
            ? links.Where(link => link.A == id || link.B == id)
            : links.Where(link => link.A == id || link.B == id || EF.Property<string>(link, LinkTable.Search).Contains(folded));
    }

    /// <summary>In the order of the folded labels, which an index of the dataflow holds; ties by id.</summary>
    public static IOrderedQueryable<Link> ByLabel(this IQueryable<Link> links) =>
        links.OrderBy(link => EF.Property<string>(link, LinkTable.Search)).ThenBy(link => link.Id);

    /// <summary>What the search column holds: the folded labels, the second only where it differs.</summary>
    internal static string TextOf(Link link)
    {
        var a = FoldedLabel.Of(link.LabelA);
        if (link.LabelA == link.LabelB) return a;
        var b = FoldedLabel.Of(link.LabelB);
        return a == b ? a : $"{a}\n{b}";
    }
}
