using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>
/// Puts pairs whose records are referred to before those that refer to them; otherwise the order of the definition stands. In
/// a circle the first in that order goes first: its references wait for a second round.
/// </summary>
internal static class ReadyOrder
{
    public static ImmutableArray<ReadyPair> ParentsFirst(IReadOnlyList<PairInQuestion> pairs)
    {
        var waiting = pairs.ToList();
        var ordered = ImmutableArray.CreateBuilder<ReadyPair>(pairs.Count);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(pair => !waiting.Exists(other => other != pair && RefersTo(pair, other))) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(next.Ready);
        }

        return ordered.ToImmutable();
    }

    private static bool RefersTo(PairInQuestion pair, PairInQuestion other) =>
        References(pair, Side.A).Contains(other.A!.Name) || References(pair, Side.B).Contains(other.B!.Name);

    // What the rows carry, and what a record cannot be without although no row carries it (a part and its parent).
    private static IEnumerable<string> References(PairInQuestion pair, Side side) =>
        pair.Rows.Select(row => row.Mapped).OfType<MappedRow>().Where(row => row.Kind == RowKind.Reference).SelectMany(row => row.On(side).References)
            .Concat(pair.On(side)!.Schema.Properties.Where(property => property is { IsRequired: true, IsReference: true }).SelectMany(property => property.References));
}
