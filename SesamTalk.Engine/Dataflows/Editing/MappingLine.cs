using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>One line of a pair's mapping as it is edited: the row with the policy that is its own.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Policy">What to do when both sides changed it; null takes the pair's or the dataflow's.</param>
public sealed record MappingLine(PropertyRule Rule, ConflictPolicy? Policy)
{
    /// <summary>The row's id.</summary>
    public string Id => Rule.Id;

    /// <summary>Whether both say the same, dependencies compared by what they hold. Two that are missing are the same.</summary>
    public static bool Same(MappingLine? one, MappingLine? other) => one is null || other is null ? one is null && other is null
        : one.Policy == other.Policy && Bare(one.Rule) == Bare(other.Rule)
            && one.Rule.DependenciesA.SequenceEqual(other.Rule.DependenciesA) && one.Rule.DependenciesB.SequenceEqual(other.Rule.DependenciesB);

    private static PropertyRule Bare(PropertyRule rule) => rule with { DependenciesA = [], DependenciesB = [] };
}

/// <summary>Takes the lines out of a pair and puts them back.</summary>
public static class MappingLines
{
    /// <summary>The lines of a pair, in written order.</summary>
    public static ImmutableArray<MappingLine> Of(Pair pair) =>
        [.. pair.Properties.Select(rule => new MappingLine(rule, pair.RowPolicies.TryGetValue(rule.Id, out var policy) ? policy : null))];

    /// <summary>The pair with these lines in place of its own; all else stays.</summary>
    public static Pair Onto(Pair pair, ImmutableArray<MappingLine> lines) => pair with
    {
        Properties = [.. lines.Select(line => line.Rule)],
        RowPolicies = lines.Where(line => line.Policy is not null).ToImmutableDictionary(line => line.Id, line => line.Policy!.Value),
    };

    /// <summary>The dataflow with these lines in one of its pairs. A pair that it does not have changes nothing.</summary>
    public static Dataflow Onto(Dataflow dataflow, string pairId, ImmutableArray<MappingLine> lines) =>
        dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair.Id == pairId ? Onto(pair, lines) : pair)] };

    /// <summary>Whether two tables have the same lines in the same order.</summary>
    public static bool Same(ImmutableArray<MappingLine> one, ImmutableArray<MappingLine> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => MappingLine.Same(pair.First, pair.Second));
}
