using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// The merge keys by which a pair's records find each other. Two systems number their records each for itself, so that one's own id
/// never matches the other's; an id that is copied across as an external reference matches before all else.
/// </summary>
public static class KeysInForce
{
    /// <summary>The pair with these keys in place of those written. Within one system an id says the same on both sides, and stays.</summary>
    public static ReadyPair Of(Dataflow dataflow, ReadyPair ready)
    {
        var isOneSystem = dataflow.A.SystemId is { } system && system == dataflow.B.SystemId;
        var written = ready.Pair.Keys.Where(key => isOneSystem || !key.Parts.Any(part => IsKey(ready, Side.A, part.A) && IsKey(ready, Side.B, part.B))).ToList();
        var references = ready.Pair.Properties.Where(row => IsKey(ready, Side.A, row.A) != IsKey(ready, Side.B, row.B) && IsOfRecord(ready, row))
            .Select(row => new MergeKey([new KeyPart(row.A, row.B)], IsAdded: true)).Where(key => !written.Exists(known => known.Parts.SequenceEqual(key.Parts)));
        return ready with { Pair = ready.Pair with { Keys = [.. references, .. written] } };
    }

    private static bool IsKey(ReadyPair ready, Side side, string path) => ready.On(side).Schema.Find(path) is { IsKey: true };

    private static bool IsOfRecord(ReadyPair ready, PropertyRule row) =>
        ResolvedPath.Of(ready.A.Schema, row.A) is { List: null } && ResolvedPath.Of(ready.B.Schema, row.B) is { List: null };
}
