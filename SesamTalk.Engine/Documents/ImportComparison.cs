using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents.Importing;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents;

/// <summary>What an import would change, line by line. The same document again changes nothing.</summary>
public static class ImportComparison
{
    /// <summary>The differences, pair by pair in the new order; pairs that are gone come last.</summary>
    public static ImmutableArray<LineChange> Of(Dataflow? before, Dataflow after)
    {
        var old = before?.Pairs ?? [];
        var renamed = Renames.OfPairs(old, after.Pairs);
        var moved = Order.Moved(old.Select(p => p.Id).ToList(), after.Pairs.Select(p => p.Id).ToList());
        var byId = old.ToDictionary(p => p.Id);
        List<LineChange> changes = [];
        foreach (var pair in after.Pairs)
        {
            if (byId.Remove(pair.Id, out var same)) changes.AddRange(PairChanges(same, pair, moved.Contains(pair.Id)));
            else if (renamed.TryGetValue(pair.Id, out var was))
            {
                changes.Add(new(LineChangeKind.Renamed, LinePart.Pair, pair.Id, "", Name(was), Name(pair)));
                changes.AddRange(PairChanges(was, pair, false));
                byId.Remove(was.Id);
            }
            else changes.Add(new(LineChangeKind.Added, LinePart.Pair, pair.Id, "", "", Name(pair)));
        }
        changes.AddRange(old.Where(p => byId.ContainsKey(p.Id)).Select(p => new LineChange(LineChangeKind.Removed, LinePart.Pair, p.Id, "", Name(p), "")));
        return [.. changes];
    }

    private static IEnumerable<LineChange> PairChanges(Pair before, Pair after, bool moved)
    {
        if (moved) yield return new(LineChangeKind.Moved, LinePart.Pair, after.Id, "", Name(before), Name(after));
        foreach (var side in Enum.GetValues<Side>())
            if (DirectionChange(before.From(side), after.From(side), after.Id, side) is { } change) yield return change;
        foreach (var change in KeyChanges(before, after)) yield return change;
        foreach (var change in RowChanges.Of(after.Id, before.Properties, after.Properties)) yield return change;
    }

    private static LineChange? DirectionChange(Direction before, Direction after, string pairId, Side from)
    {
        var part = from == Side.A ? LinePart.TowardsB : LinePart.TowardsA;
        if (!PairSaying.SameDirection(before, after)) return new(LineChangeKind.Changed, part, pairId, "", Words(before), Words(after));
        return before.Origin == after.Origin ? null : new(LineChangeKind.TakenOver, part, pairId, "", Words(before), Words(after));
    }

    private static IEnumerable<LineChange> KeyChanges(Pair before, Pair after)
    {
        foreach (var key in after.Keys)
            if (before.Keys.FirstOrDefault(k => SaidPairs.Same(k, key)) is not { } old) yield return new(LineChangeKind.Added, LinePart.Key, after.Id, Words(key), "", Words(key));
            else if (old.IsAdded && !key.IsAdded) yield return new(LineChangeKind.TakenOver, LinePart.Key, after.Id, Words(key), Words(key), Words(key));
        foreach (var key in before.Keys)
            if (!after.Keys.Any(k => SaidPairs.Same(k, key))) yield return new(LineChangeKind.Removed, LinePart.Key, after.Id, Words(key), Words(key), "");
        var moved = Order.Moved(before.Keys.Select(Words).ToList(), after.Keys.Select(Words).ToList());
        foreach (var key in moved) yield return new(LineChangeKind.Moved, LinePart.Key, after.Id, key, key, key);
    }

    private static string Name(Pair pair) => $"{pair.A.Name} – {pair.B.Name}";

    private static string Words(MergeKey key) => string.Join(", ", key.Parts.Select(p => $"{p.A} = {p.B}"));

    private static string Words(Direction direction) =>
        string.Join("; ", new[] { direction.Condition ?? "", direction.Creation.ToString(), string.Join(", ", direction.ConnectedTo), direction.StatesMatching ? "matching" : "" }.Where(w => w.Length > 0));
}
