using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Compares what pairs say, leaving out what no document can say: filters, policies, defaults.</summary>
internal static class PairSaying
{
    /// <summary>Whether a section from the side would come out the same for both.</summary>
    internal static bool Same(Pair one, Pair other, Side from) =>
        SameDirection(one.From(from), other.From(from))
        && one.Keys.Length == other.Keys.Length && one.Keys.Zip(other.Keys).All(k => SaidPairs.Same(k.First, k.Second))
        && one.Properties.Length == other.Properties.Length && one.Properties.Zip(other.Properties).All(r => r.First.Id == r.Second.Id && SameRow(r.First, r.Second));

    /// <summary>Whether the two directions open, create and match alike.</summary>
    internal static bool SameDirection(Direction one, Direction other) =>
        one.Creation == other.Creation && one.Condition == other.Condition && one.StatesMatching == other.StatesMatching && one.ConnectedTo.SequenceEqual(other.ConnectedTo);

    /// <summary>Whether the two rows join the same paths under the same terms.</summary>
    internal static bool SameRow(PropertyRule one, PropertyRule other) =>
        one.A == other.A && one.B == other.B && one.TypeToA == other.TypeToA && one.TypeToB == other.TypeToB
        && Same(one.DependenciesA, other.DependenciesA) && Same(one.DependenciesB, other.DependenciesB);

    private static bool Same(ImmutableArray<Dependency> one, ImmutableArray<Dependency> other) => one.SequenceEqual(other);
}
