using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>Whether two sets of filters can let the same record through.</summary>
public static class FilterScopes
{
    /// <summary>Some property is asked for values that it cannot have at once; then no record fits both.</summary>
    public static bool Disjoint(ImmutableArray<Dependency> one, ImmutableArray<Dependency> other) =>
        one.Any(first => other.Any(second => Exclude(first, second)));

    private static bool Exclude(Dependency one, Dependency other) =>
        one.IsComplete && other.IsComplete && FoldedName.Same(one.Path, other.Path) && (one.Value, other.Value) switch
        {
            (DependencyMeaning.Filled, DependencyMeaning.Blank) or (DependencyMeaning.Blank, DependencyMeaning.Filled) => true,
            (DependencyMeaning.Filled, _) or (_, DependencyMeaning.Filled) => false,
            var (first, second) => !string.Equals(first.Trim(), second.Trim(), StringComparison.OrdinalIgnoreCase),
        };
}
