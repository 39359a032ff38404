using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// Two entities of a dataflow's two systems that another dataflow joins: what refers to the one is translated by that dataflow's
/// links, and waits where there is none yet.
/// </summary>
/// <param name="DataflowId">The other dataflow.</param>
/// <param name="PairId">Its pair.</param>
/// <param name="EntityA">The entity in this dataflow's A, as the system writes it.</param>
/// <param name="EntityB">The entity in this dataflow's B.</param>
/// <param name="IsTurned">The other dataflow names the two systems the other way round.</param>
public sealed record JoinedElsewhere(string DataflowId, string PairId, string EntityA, string EntityB, bool IsTurned)
{
    /// <summary>What the other dataflows over the same two systems join; none where a system is not connected or not described.</summary>
    public static ImmutableArray<JoinedElsewhere> Of(Dataflow dataflow, SystemDescription? a, SystemDescription? b, IEnumerable<Dataflow> all)
    {
        if (a is null || b is null || dataflow.A.SystemId is not { } first || dataflow.B.SystemId is not { } second || first == second) return [];
        return [.. all.Where(other => other.Id != dataflow.Id).SelectMany(other => (other.A.SystemId, other.B.SystemId) switch
        {
            var (x, y) when x == first && y == second => other.Pairs.Select(pair => Of(other, pair, a.Find(pair.A.Entity), b.Find(pair.B.Entity), isTurned: false)),
            var (x, y) when x == second && y == first => other.Pairs.Select(pair => Of(other, pair, a.Find(pair.B.Entity), b.Find(pair.A.Entity), isTurned: true)),
            _ => [],
        }).OfType<JoinedElsewhere>()];
    }

    private static JoinedElsewhere? Of(Dataflow other, Pair pair, EntityDescription? a, EntityDescription? b, bool isTurned) =>
        a is null || b is null ? null : new(other.Id, pair.Id, a.Name, b.Name, isTurned);
}
