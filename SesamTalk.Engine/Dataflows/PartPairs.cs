using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>What makes a pair's records parts of another pair's records.</summary>
/// <param name="Parent">The pair of the whole.</param>
/// <param name="Side">The side on which the part is an entity of its own; on the other side it is an element of a list.</param>
/// <param name="Reference">The part's property that names its whole.</param>
public sealed record PartOf(ReadyPair Parent, Side Side, SchemaProperty Reference);

/// <summary>
/// Finds parent and part (<c>Salesorders</c> and <c>Salesorderlines</c>, both to <c>Order</c>): the part cannot be without a
/// reference to the parent, and both name the same entity on the other side. A row that carries the reference itself, or
/// filters that keep the two apart on the other side, make the record one of its own.
/// </summary>
public static class PartPairs
{
    /// <summary>What the pair's records are parts of; null where they are records of their own.</summary>
    public static PartOf? ParentOf(ReadyPair part, IReadOnlyList<ReadyPair> pairs) =>
        ParentOn(Side.A, part, pairs) ?? ParentOn(Side.B, part, pairs);

    private static PartOf? ParentOn(Side side, ReadyPair part, IReadOnlyList<ReadyPair> pairs)
    {
        var across = side.Other();
        foreach (var reference in part.On(side).Schema.Properties.Where(property => property is { IsRequired: true, IsReference: true }))
        {
            if (part.Pair.InForce().Any(row => Carries(row, side, part, reference))) continue;
            var parent = pairs.FirstOrDefault(other =>
                other.Pair.Id != part.Pair.Id && reference.References.Contains(other.On(side).Name)
                && other.On(side).Name != part.On(side).Name && other.On(across).Name == part.On(across).Name
                && !FilterScopes.Disjoint(other.Pair.On(across).Filters, part.Pair.On(across).Filters));
            if (parent is not null) return new PartOf(parent, side, reference);
        }

        return null;
    }

    private static bool Carries(PropertyRule row, Side side, ReadyPair part, SchemaProperty reference) =>
        part.On(side).Schema.Find(side == Side.A ? row.A : row.B)?.Path == reference.Path;
}
