using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>
/// What the documents of a dataflow say together: directed sections of the same entities become one pair. The document from A
/// gives creation, condition and types towards B, the document from B those towards A. They are no mirrors: a section, a row
/// or a key may stand in one only.
/// </summary>
internal sealed class SaidPairs
{
    private readonly List<(PairKey Key, Pair Pair)> _pairs = [];

    /// <summary>The pairs of the first document in its order, then those that only the second has.</summary>
    internal IReadOnlyList<(PairKey Key, Pair Pair)> Pairs => _pairs;

    /// <summary>Begins with what an older definition took from a document that is not kept with it.</summary>
    internal void AddDefinition(IEnumerable<Pair> pairs)
    {
        foreach (var (key, pair) in PairKey.Number(pairs.Where(p => p.Origin == RuleOrigin.Document))) _pairs.Add((key, LineIds.ByPlace(AddedParts.Without(pair))));
    }

    /// <summary>Adds the sections of a document that goes out from the side.</summary>
    internal void Add(DataflowDocument document, Side from, string file)
    {
        foreach (var (key, pair) in PairKey.Number(document.Sections.Select(s => SectionRules.Pair(s, from, file))))
        {
            var index = _pairs.FindIndex(p => p.Key == key);
            if (index < 0) _pairs.Add((key, pair with { Id = FreeId(pair, key.Ordinal) }));
            else _pairs[index] = (key, Join(_pairs[index].Pair, pair, from));
        }
    }

    // Different names can give the same slug.
    private string FreeId(Pair pair, int ordinal)
    {
        while (_pairs.Exists(p => p.Pair.Id == PairIds.Of(pair.A, pair.B, ordinal))) ordinal++;
        return PairIds.Of(pair.A, pair.B, ordinal);
    }

    private static Pair Join(Pair first, Pair second, Side from) => first with
    {
        ToB = from == Side.A ? second.ToB : first.ToB,
        ToA = from == Side.B ? second.ToA : first.ToA,
        Keys = [.. first.Keys, .. second.Keys.Where(key => !first.Keys.Any(k => Same(k, key)))],
        Properties = Join(first.Properties, second.Properties, from),
        NotUnderstood = [.. first.NotUnderstood, .. second.NotUnderstood],
    };

    private static ImmutableArray<PropertyRule> Join(ImmutableArray<PropertyRule> first, ImmutableArray<PropertyRule> second, Side from)
    {
        var also = second.ToDictionary(row => row.Id);
        var known = first.Select(row => row.Id).ToHashSet();
        return [.. first.Select(row => also.TryGetValue(row.Id, out var other) ? Join(row, other, from) : row), .. second.Where(row => !known.Contains(row.Id))];
    }

    // Each document states the types of its own target; a dependency may be written in either.
    private static PropertyRule Join(PropertyRule first, PropertyRule second, Side from) => first with
    {
        TypeToA = from == Side.B ? second.TypeToA : first.TypeToA,
        TypeToB = from == Side.A ? second.TypeToB : first.TypeToB,
        DependenciesA = first.DependenciesA.IsEmpty ? second.DependenciesA : first.DependenciesA,
        DependenciesB = first.DependenciesB.IsEmpty ? second.DependenciesB : first.DependenciesB,
    };

    internal static bool Same(MergeKey one, MergeKey other) => one.Parts.SequenceEqual(other.Parts);
}
