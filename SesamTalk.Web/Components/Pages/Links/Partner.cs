using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>A record that may become the partner of one of two linked ones.</summary>
/// <param name="Side">The side that has it.</param>
/// <param name="Id">Its key there.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Alone">What is remembered of it, where it has no partner.</param>
/// <param name="Linked">The link that it has; null where it has none.</param>
public sealed record Partner(Side Side, RecordId Id, string Label, UnlinkedRecord? Alone, Link? Linked)
{
    /// <summary>What it is linked with, by name.</summary>
    public string With { get; init; } = "";

    /// <summary>Those of the same pair that a term fits: the ones without a partner first, then those that have another.</summary>
    public static async Task<IReadOnlyList<Partner>> FindAsync(TalkDb db, Sight sees, Link link, string term, int most, CancellationToken ct = default)
    {
        var alone = db.UnlinkedRecords.AsNoTracking().Where(record => record.DataflowId == link.DataflowId && record.PairId == link.PairId);
        if (term.Length > 0)
        {
            var (id, lower) = (new RecordId(term), term.ToLowerInvariant());
#pragma warning disable CA1304, CA1311, CA1862 // The database lowers the label: it has no culture to be told.
            alone = alone.Where(record => record.Id == id || record.Label.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862
        }

        var free = (await alone.OrderBy(record => record.Label).Take(most).ToListAsync(ct)).Select(record => new Partner(record.Side, record.Id, sees.Name(record), record, null)).ToList();
        if (term.Length == 0) return free;
        var (links, _) = await new LinkFilter(term, link.DataflowId, link.PairId).FittingAsync(db, default, ct);
        var taken = await links.Where(other => other.Id != link.Id).OrderBy(other => other.Id).Take(most / 2).ToListAsync(ct);
        return [.. free, .. taken.SelectMany(other => new[] { Side.A, Side.B }.Select(side => new Partner(side, other.On(side), sees.Name(other, side), null, other) { With = sees.Name(other, side.Other()) }))];
    }
}
