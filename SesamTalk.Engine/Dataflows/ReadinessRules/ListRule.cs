using System.Collections.Immutable;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>
/// Whether rows meet as lists: a property inside a list corresponds to one inside a list, and always to one of the same list.
/// Only a part's rows go from a record of its own into a list, that of its whole.
/// </summary>
internal static class ListRule
{
    public static void Look(PairInQuestion pair, ImmutableArray<PairInQuestion> all, ProblemList found)
    {
        if (!pair.TakesPart) return;
        ImmutableArray<ReadyPair> ready = [.. all.Where(other => other.TakesPart).Select(other => other.Ready)];
        if (PartPairs.ParentOf(pair.Ready, ready) is { } part) Part(pair, part, found);
        else foreach (var row in pair.Rows) Records(pair, row, found);
    }

    private static void Records(PairInQuestion pair, RowInQuestion row, ProblemList found)
    {
        if (row.A is not { } a || row.B is not { } b) return;
        if (a.List is null && b.List is null) return;
        var partner = pair.Rows.FirstOrDefault(other => other.A?.List is { } list && list.Path == a.List?.Path && other.B is not null);
        if (a.List is not null && b.List is not null && !IsNested(a) && !IsNested(b) && partner?.B?.List?.Path == b.List.Path) return;
        var (inside, other) = a.List is not null ? (Side.A, Side.B) : (Side.B, Side.A);
        found.Row(pair, row, ListAgainstSingle, row.PathOn(inside), pair.NameOf(inside), row.PathOn(other), pair.NameOf(other));
    }

    private static void Part(PairInQuestion pair, PartOf part, ProblemList found)
    {
        var side = part.Side.Other();
        if (pair.Rows.Select(row => row.On(side)?.List).FirstOrDefault(list => list is not null) is not { } list) return;
        if (PartAsRecord.ElementsOf(pair.Ready, part) is null) found.Pair(pair, PartWithoutKey, pair.EntityOf(part.Side), pair.EntityOf(side), pair.NameOf(side), list.Path);
        foreach (var row in pair.Rows.Where(row => row.On(side) is { } path && row.On(part.Side) is { } own && (path.List?.Path != list.Path || IsNested(path) || own.List is not null)))
            found.Row(pair, row, PartOutsideList, row.PathOn(part.Side), row.PathOn(side), pair.NameOf(side), list.Path);
    }

    // A list inside a list.
    private static bool IsNested(ResolvedPath path) => path.List is { Element: { } element } list && ResolvedPath.Of(element, path.Path[(list.Path.Length + 1)..])?.List is not null;
}
