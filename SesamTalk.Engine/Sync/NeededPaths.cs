using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>The paths of an entity that a run looks at, over all its pairs: rows, keys, filters, conditions and labels.</summary>
internal static class NeededPaths
{
    /// <summary>The paths as the schema writes them.</summary>
    public static HashSet<string> Of(OpenRun run, Side side, EntityDescription entity)
    {
        var pairs = run.Pairs.Where(rules => rules.Ready.On(side).Name == entity.Name).Select(rules => rules.Pair);
        return [.. pairs.SelectMany(pair => Written(pair, side)).Concat(entity.Label).Select(path => ResolvedPath.Of(entity.Schema, path) is { } found ? found.List?.Path ?? found.Path : path)];
    }

    private static IEnumerable<string> Written(Pair pair, Side side) =>
    [
        .. pair.InForce().Select(row => side == Side.A ? row.A : row.B),
        .. pair.InForce().SelectMany(row => side == Side.A ? row.DependenciesA : row.DependenciesB).Select(dependency => dependency.Path),
        .. pair.Keys.SelectMany(key => key.Parts).Select(part => side == Side.A ? part.A : part.B),
        .. pair.On(side).Filters.Select(filter => filter.Path),
        .. pair.From(side).Predicate.Select(dependency => dependency.Path),
    ];
}
