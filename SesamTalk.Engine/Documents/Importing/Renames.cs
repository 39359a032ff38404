using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Finds lines that are gone and lines that are new which seem to be one: half of the line is still the same. A person is asked.</summary>
internal static class Renames
{
    /// <summary>The rows that went, by the id of the row that came in their place.</summary>
    internal static Dictionary<string, PropertyRule> OfRows(ImmutableArray<PropertyRule> before, ImmutableArray<PropertyRule> after)
    {
        var (old, now) = (before.Select(row => row.Id).ToHashSet(), after.Select(row => row.Id).ToHashSet());
        return Match([.. before.Where(row => !now.Contains(row.Id))], [.. after.Where(row => !old.Contains(row.Id))], row => row.Id, (one, other) => one.A == other.A || one.B == other.B);
    }

    /// <summary>The pairs that went, by the id of the pair that came in their place: one entity is the same, and its properties are.</summary>
    internal static Dictionary<string, Pair> OfPairs(ImmutableArray<Pair> before, ImmutableArray<Pair> after)
    {
        var (old, now) = (before.Select(p => p.Id).ToHashSet(), after.Select(p => p.Id).ToHashSet());
        return Match([.. before.Where(p => !now.Contains(p.Id))], [.. after.Where(p => !old.Contains(p.Id))], p => p.Id, Alike);
    }

    private static bool Alike(Pair one, Pair other) =>
        (SameEntity(one.A, other.A) || SameEntity(one.B, other.B)) && one.Properties.Select(r => r.Id).Intersect(other.Properties.Select(r => r.Id)).Count() * 2 >= Math.Max(one.Properties.Length, other.Properties.Length);

    private static bool SameEntity(PairSide one, PairSide other) => FoldedName.Same(one.Entity, other.Entity) && one.Aspect == other.Aspect;

    // Only where one and no other fits: a guess among several would be worse than none.
    private static Dictionary<string, T> Match<T>(List<T> gone, List<T> come, Func<T, string> id, Func<T, T, bool> alike)
    {
        Dictionary<string, T> found = [];
        foreach (var one in come)
        {
            var fits = gone.Where(g => alike(g, one)).Take(2).ToList();
            if (fits.Count == 1 && come.Count(c => alike(fits[0], c)) == 1) found[id(one)] = fits[0];
        }
        return found;
    }
}
