using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>What pairs of one entity do to each other: aspects that map one property, and records that could belong to several pairs.</summary>
internal static class SiblingRule
{
    public static void Look(ImmutableArray<PairInQuestion> all, ProblemList found)
    {
        var pairs = all.Where(pair => pair.TakesPart).ToImmutableArray();
        for (var later = 1; later < pairs.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                MappedByBoth(pairs[earlier], pairs[later], found);
                foreach (var side in new[] { Side.A, Side.B }) ToldApart(pairs[earlier], pairs[later], side, pairs, found);
            }
        }
    }

    // Two aspects of one record keep separate baselines; a property that both map would be written by both.
    private static void MappedByBoth(PairInQuestion one, PairInQuestion other, ProblemList found)
    {
        if (one.A!.Name != other.A!.Name || one.B!.Name != other.B!.Name) return;
        if (FilterScopes.Disjoint(one.Pair.A.Filters, other.Pair.A.Filters) || FilterScopes.Disjoint(one.Pair.B.Filters, other.Pair.B.Filters)) return;
        foreach (var side in new[] { Side.A, Side.B })
        {
            var taken = one.Rows.Where(IsCompared).Select(row => row.On(side)!.Path).ToHashSet();
            foreach (var row in other.Rows.Where(row => IsCompared(row) && taken.Contains(row.On(side)!.Path)))
                found.Row(other, row, MappedTwice, row.PathOn(side), other.EntityOf(side), other.NameOf(side), one.Title);
        }
    }

    // Records of one entity are created on the other side by several pairs: filters must send each to one of them. Where both
    // sections of a document say "Every" of the very same entity, it means both.
    private static void ToldApart(PairInQuestion one, PairInQuestion other, Side side, ImmutableArray<PairInQuestion> pairs, ProblemList found)
    {
        var across = side.Other();
        if (one.On(side)!.Name != other.On(side)!.Name || one.On(across)!.Name == other.On(across)!.Name) return;
        if (!CreationRules.Creates(one, across) || !CreationRules.Creates(other, across)) return;
        if (FilterScopes.Disjoint(Scope(one, side), Scope(other, side)) || IsPart(one, across, pairs) || IsPart(other, across, pairs)) return;
        var meansBoth = SaysItself(one, side) && SaysItself(other, side) && SameWords(one.Pair.On(side), other.Pair.On(side));
        foreach (var (pair, sibling) in new[] { (one, other), (other, one) })
        {
            if (!meansBoth) found.Pair(pair, DiscriminatorMissing, pair.EntityOf(side), pair.NameOf(side), sibling.Title);
            else if (side == Side.B) found.Note(pair, null, CreatesInSeveral, pair.EntityOf(side), pair.NameOf(side), sibling.Title);
        }
    }

    private static bool IsCompared(RowInQuestion row) => row.Mapped is { Kind: not RowKind.Identity };

    private static ImmutableArray<Dependency> Scope(PairInQuestion pair, Side side) => pair.Pair.On(side).Filters.AddRange(pair.Pair.From(side).Predicate);

    private static bool IsPart(PairInQuestion pair, Side side, ImmutableArray<PairInQuestion> pairs) =>
        PartPairs.ParentOf(pair.Ready, [.. pairs.Select(other => other.Ready)])?.Side == side;

    private static bool SaysItself(PairInQuestion pair, Side side) => pair.Pair.From(side).Origin == RuleOrigin.Document;

    private static bool SameWords(PairSide one, PairSide other) => FoldedName.Same(one.Entity, other.Entity) && FoldedName.Same(one.Aspect ?? "", other.Aspect ?? "");
}
