using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>The linked records that the values of two records refer to: an id says little to a person, a name does.</summary>
public sealed class ReferredRecords
{
    /// <summary>None.</summary>
    public static readonly ReferredRecords None = new([]);

    // How the values of several paths are put into one text.
    private const string Between = " · ";

    private readonly ILookup<(Side Side, string Pair, string Id), Link> _links;

    private ReferredRecords(IEnumerable<Link> links) =>
        _links = links.SelectMany(link => new[] { Side.A, Side.B }.Select(side => (Key: (side, link.PairId, link.On(side).Text), Link: link))).ToLookup(one => one.Key, one => one.Link);

    /// <summary>Those that these properties refer to now, or did when both sides last agreed.</summary>
    public static async Task<ReferredRecords> OfAsync(TalkDb db, string dataflowId, IReadOnlyCollection<LookedProperty> properties, CancellationToken ct)
    {
        var pairs = properties.SelectMany(one => one.PairsA.Concat(one.PairsB)).Distinct().ToList();
        if (pairs.Count == 0) return None;
        var (ofA, ofB) = (properties.Where(one => one.PairsA.Length > 0).SelectMany(one => Ids(one.A)).ToList(), properties.Where(one => one.PairsB.Length > 0).SelectMany(one => Ids(one.B)).ToList());
        return new(await db.Links.AsNoTracking().Where(link => link.DataflowId == dataflowId && pairs.Contains(link.PairId) && (ofA.Contains(link.A) || ofB.Contains(link.B))).ToListAsync(ct));
    }

    /// <summary>The records that a property's value refers to on a side.</summary>
    public IReadOnlyList<Link> Of(LookedProperty property, Side side) =>
        [.. Ids(side == Side.A ? property.A : property.B).SelectMany(id => (side == Side.A ? property.PairsA : property.PairsB).SelectMany(pair => _links[(side, pair, id.Text)])).DistinctBy(link => link.Id)];

    private static IEnumerable<RecordId> Ids(string? text) => (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(id => new RecordId(id));
}
