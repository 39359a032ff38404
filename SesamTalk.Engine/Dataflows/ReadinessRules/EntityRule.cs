using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>Whether a pair's entities are known to their systems, and are two.</summary>
internal static class EntityRule
{
    private const int NamesShown = 20;

    public static void Look(PairInQuestion pair, ProblemList found)
    {
        Known(pair, Side.A, found);
        Known(pair, Side.B, found);
        if (JoinsWithItself(pair)) found.Pair(pair, SelfPair, pair.EntityOf(Side.A), pair.NameOf(Side.A));
    }

    // A section X = X states the keys of duplicates. A record is never copied into its own system because of it.
    private static bool JoinsWithItself(PairInQuestion pair) =>
        pair.Dataflow.A.SystemId is { } a && a == pair.Dataflow.B.SystemId
        && (pair.A?.Name ?? pair.Pair.A.Entity) == (pair.B?.Name ?? pair.Pair.B.Entity)
        && FoldedName.Same(pair.Pair.A.Aspect ?? "", pair.Pair.B.Aspect ?? "");

    private static void Known(PairInQuestion pair, Side side, ProblemList found)
    {
        if (pair.SystemOn(side) is not { } system || pair.On(side) is not null) return;
        var name = pair.Pair.On(side).Entity;
        var fits = system.Entities.Where(entity => Fits(entity, name)).Select(entity => entity.Name).ToList();
        if (fits.Count > 1) found.Pair(pair, EntityAmbiguous, name, pair.NameOf(side), string.Join(", ", fits));
        else found.Pair(pair, EntityUnresolved, name, pair.NameOf(side), Shown(system));
    }

    private static bool Fits(EntityDescription entity, string name) =>
        FoldedName.Same(entity.Name, name) || entity.Aliases.Any(alias => FoldedName.Same(alias, name));

    private static string Shown(SystemDescription system) =>
        string.Join(", ", system.Entities.Take(NamesShown).Select(entity => entity.Name)) + (system.Entities.Length > NamesShown ? " …" : "");
}
