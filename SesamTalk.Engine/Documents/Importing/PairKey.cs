using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>What makes two sections of two documents the same pair: entities and aspects, folded, and which of several equal ones it is.</summary>
internal readonly record struct PairKey(string A, string AspectA, string B, string AspectB, int Ordinal)
{
    internal static PairKey Of(Pair pair, int ordinal) => new(FoldedName.Of(pair.A.Entity), FoldedName.Of(pair.A.Aspect ?? ""),
        FoldedName.Of(pair.B.Entity), FoldedName.Of(pair.B.Aspect ?? ""), ordinal);

    /// <summary>The pairs with their keys; equal names are counted in their order.</summary>
    internal static IEnumerable<(PairKey Key, Pair Pair)> Number(IEnumerable<Pair> pairs)
    {
        Dictionary<PairKey, int> times = [];
        foreach (var pair in pairs)
        {
            var names = Of(pair, 0);
            var ordinal = times[names] = times.GetValueOrDefault(names) + 1;
            yield return (names with { Ordinal = ordinal }, pair);
        }
    }
}
