using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Follows records without a partner through the links of other dataflows: one that the other system has already, over
/// whichever systems in between, is never created there again.
/// </summary>
internal sealed class Chains(SyncMemory memory, Dataflow dataflow, IReadOnlyList<Dataflow> all)
{
    private readonly ImmutableArray<Dataflow> _others = [.. all.Where(other => other.Id != dataflow.Id)];

    /// <summary>Which of these records of a side the other side's system has already. Entities are compared by their folded names.</summary>
    public async Task<HashSet<RecordId>> HomeAsync(Side side, string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation)
    {
        var home = new HashSet<RecordId>();
        if (dataflow.On(side).SystemId is not { } start || dataflow.On(side.Other()).SystemId is not { } target || start == target || ids.Count == 0 || _others.IsEmpty) return home;
        var seen = ids.Select(id => (start, Key(entity), id)).ToHashSet();
        var frontier = ids.Select(id => new Stop(id, start, Key(entity), id)).ToList();
        for (var hop = 1; hop <= _others.Length && frontier.Count > 0; hop++)
        {
            var reached = await FromAsync(frontier, hop, target, cancellation);
            home.UnionWith(reached.Where(stop => stop.System == target).Select(stop => stop.Origin));
            frontier = reached.FindAll(stop => stop.System != target && seen.Add((stop.System, stop.Entity, stop.Id)));
        }

        return home;
    }

    private async Task<List<Stop>> FromAsync(List<Stop> stops, int hop, string target, CancellationToken cancellation)
    {
        var reached = new List<Stop>();
        foreach (var door in _others.SelectMany(other => new[] { Side.A, Side.B }.SelectMany(side => other.Pairs.Select(pair => (Dataflow: other, Pair: pair, Side: side)))))
        {
            var here = stops.FindAll(stop => stop.System == door.Dataflow.On(door.Side).SystemId && stop.Entity == Key(door.Pair.On(door.Side).Entity));
            if (here.Count == 0 || door.Dataflow.On(door.Side.Other()).SystemId is not { } across) continue;
            var links = await memory.LinksAsync(door.Dataflow.Id, door.Pair.Id, door.Side, [.. here.Select(stop => stop.Id)], cancellation);
            var leading = here.Where(stop => links.TryGetValue(stop.Id, out var link) && Leads(link, door.Side, hop, across == target));
            reached.AddRange(leading.Select(stop => new Stop(stop.Origin, across, Key(door.Pair.On(door.Side.Other()).Entity), links[stop.Id].On(door.Side.Other()))));
        }

        return reached;
    }

    // Two dataflows between the same two systems are independent, but for what was made here from a record of theirs.
    private static bool Leads(Link link, Side side, int hop, bool isTarget) =>
        link.State != Population.Deleted && (hop > 1 || !isTarget || link.Origin == (side == Side.A ? LinkOrigin.CreatedInA : LinkOrigin.CreatedInB));

    private static string Key(string entity) => FoldedName.Of(entity).TrimEnd('s');

    private sealed record Stop(RecordId Origin, string System, string Entity, RecordId Id);
}
