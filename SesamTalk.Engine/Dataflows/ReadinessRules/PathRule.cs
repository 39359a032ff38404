using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>Whether every path means a property, and every wanted value can be one of its values.</summary>
internal static class PathRule
{
    public static void Look(PairInQuestion pair, ProblemList found)
    {
        foreach (var side in new[] { Side.A, Side.B })
        {
            if (pair.On(side) is null) continue;
            Filters(pair, side, found);
            Keys(pair, side, found);
            foreach (var row in pair.Rows) Row(pair, row, side, found);
        }
    }

    private static void Filters(PairInQuestion pair, Side side, ProblemList found)
    {
        var (on, from) = (pair.Pair.On(side), pair.Pair.From(side));
        foreach (var filter in on.Filters.Concat(on.Constants).Concat(from.Predicate))
        {
            if (!filter.IsComplete) found.Pair(pair, FilterIncomplete, pair.EntityOf(side), pair.NameOf(side));
            else if (ResolvedPath.Of(pair.On(side)!.Schema, filter.Path) is not { } path) found.Pair(pair, FilterUnresolved, filter.Path, pair.EntityOf(side), pair.NameOf(side));
            else if (!CanBe(path.Property, filter)) found.Pair(pair, FilterValue, filter.Value, filter.Path, pair.NameOf(side));
        }
    }

    private static void Keys(PairInQuestion pair, Side side, ProblemList found)
    {
        foreach (var path in pair.Pair.Keys.SelectMany(key => key.Parts).Select(part => side == Side.A ? part.A : part.B))
        {
            if (ResolvedPath.Of(pair.On(side)!.Schema, path) is null) found.Pair(pair, KeyUnresolved, path, pair.EntityOf(side), pair.NameOf(side));
        }
    }

    private static void Row(PairInQuestion pair, RowInQuestion row, Side side, ProblemList found)
    {
        if (row.On(side) is not { } path)
        {
            found.Row(pair, row, PathUnresolved, row.PathOn(side), pair.EntityOf(side), pair.NameOf(side));
            return;
        }

        foreach (var dependency in DependenciesOn(row.Rule, side).Where(dependency => dependency.IsComplete))
        {
            if (Sibling(pair, path, side, dependency) is not { } sibling) found.Row(pair, row, DependencyUnresolved, dependency.Path, pair.EntityOf(side), pair.NameOf(side));
            else if (!CanBe(sibling.Property, dependency)) found.Row(pair, row, DependencyValue, dependency.Value, dependency.Path, pair.NameOf(side));
        }
    }

    // A sibling is a property of the same record, or of the same element of a list.
    private static ResolvedPath? Sibling(PairInQuestion pair, ResolvedPath path, Side side, Dependency dependency) =>
        ResolvedPath.Of(pair.On(side)!.Schema, dependency.Path) ?? (path.List?.Element is { } element ? ResolvedPath.Of(element, dependency.Path) : null);

    private static bool CanBe(SchemaProperty property, Dependency wanted)
    {
        if (wanted.Value is DependencyMeaning.Blank or DependencyMeaning.Filled) return true;
        if (!property.AllowedValues.IsEmpty) return property.AllowedValues.Contains(wanted.Value);
        return DependencyMeaning.Constant(new Schema("", [property]), wanted with { Path = property.Path }) is { Value: not null };
    }

    private static ImmutableArray<Dependency> DependenciesOn(PropertyRule rule, Side side) => side == Side.A ? rule.DependenciesA : rule.DependenciesB;
}
