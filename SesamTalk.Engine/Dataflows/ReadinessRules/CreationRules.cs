using System.Collections.Immutable;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>Whether what is to be created can be: the entity takes new records, and all that a new one needs is given.</summary>
internal static class CreationRules
{
    public static void Look(PairInQuestion pair, ImmutableArray<PairInQuestion> all, ProblemList found)
    {
        if (!pair.TakesPart) return;
        if (Links(pair, found)) return;
        var part = PartPairs.ParentOf(pair.Ready, [.. all.Where(other => other.TakesPart).Select(other => other.Ready)]);
        foreach (var to in new[] { Side.A, Side.B })
        {
            if (!Creates(pair, to)) continue;
            if (part is not null && part.Side != to) Elements(pair, to, found);
            else Records(pair, to, part, found);
            Connected(pair, to, found);
        }
    }

    /// <summary>Whether records of the other side are to be created on this one.</summary>
    public static bool Creates(PairInQuestion pair, Side to) => pair.Pair.From(to.Other()).Creation is CreationRule.Every or CreationRule.WhenConnected;

    private static bool Links(PairInQuestion pair, ProblemList found)
    {
        var creates = new[] { Side.B, Side.A }.Where(side => Creates(pair, side)).ToList();
        if (pair.Pair.InForce().IsEmpty && pair.Pair.Keys.IsEmpty && creates is [var first, ..])
            found.Pair(pair, NoRows, pair.EntityOf(first), pair.NameOf(first), Listed(RequiredProperties.Of(pair.On(first)!)));
        else if (pair.Pair.InForce().IsEmpty && !pair.Pair.Keys.IsEmpty)
            found.Note(pair, null, LinksOnly);
        else if (pair.Pair.Keys.IsEmpty && creates.Count == 0)
            found.Note(pair, null, NothingLinks);
        return pair.Pair.InForce().IsEmpty;
    }

    private static void Records(PairInQuestion pair, Side to, PartOf? part, ProblemList found)
    {
        if (pair.On(to) is { Capabilities.CanCreate: false })
        {
            found.Pair(pair, CreationNotPossible, pair.EntityOf(to), pair.NameOf(to));
            return;
        }

        var missing = RequiredProperties.Of(pair.On(to)!).Except(Given(pair, to)).Where(path => path != part?.Reference.Path).ToList();
        if (missing.Count > 0) found.Pair(pair, RequiredMissing, pair.EntityOf(to), pair.NameOf(to), Listed(missing));
    }

    // A part never creates a record: it becomes an element of a list of its parent's partner.
    private static void Elements(PairInQuestion pair, Side to, ProblemList found)
    {
        var lists = pair.Rows.Select(row => row.On(to)?.List).OfType<SchemaProperty>().DistinctBy(list => list.Path).ToList();
        if (lists.Count == 0) found.Pair(pair, PartWithoutList, pair.EntityOf(to.Other()), pair.EntityOf(to), pair.NameOf(to));
        else if (lists[0].IsReadOnly || pair.On(to) is { Capabilities.CanUpdate: false }) found.Pair(pair, CreationNotPossible, lists[0].Path, pair.NameOf(to));
        var missing = lists.SelectMany(list => RequiredProperties.Of(list)).Except(Given(pair, to)).ToList();
        if (missing.Count > 0) found.Pair(pair, RequiredMissing, pair.EntityOf(to), pair.NameOf(to), Listed(missing));
    }

    private static IEnumerable<string> Given(PairInQuestion pair, Side to) =>
        pair.Rows.Where(row => row.Mapped?.Carries(to) == true || row.DefaultOn(to) is not null).Select(row => row.On(to)?.Path)
            .Concat(pair.Pair.On(to).Filters.Concat(pair.Pair.On(to).Constants).Select(constant => ResolvedPath.Of(pair.On(to)!.Schema, constant.Path)?.Path))
            .Concat(pair.On(to)!.Capabilities.ClientAssignedIds ? pair.Rows.Where(row => row.On(to)?.Property.IsKey == true).Select(row => row.On(to)!.Path) : [])
            .OfType<string>();

    private static void Connected(PairInQuestion pair, Side to, ProblemList found)
    {
        var from = to.Other();
        if (pair.Pair.From(from) is not { Creation: CreationRule.WhenConnected, ConnectedTo: { IsEmpty: false } names }) return;
        var unknown = names.Where(name => ConnectedEntities.Find(pair.SystemOn(from)!, pair.NameOf(from), name) is null).ToList();
        if (unknown.Count == names.Length) found.Pair(pair, ConnectedUnresolved, pair.EntityOf(to), pair.NameOf(from), Listed(unknown));
        else foreach (var name in unknown) found.Note(pair, null, ConnectedPartly, name, pair.NameOf(from));
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "–";
}
