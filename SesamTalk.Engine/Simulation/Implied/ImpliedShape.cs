using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>
/// Makes a dataflow into something that can be simulated before anything is connected: both its systems are invented, with
/// every entity and property that its pairs speak of and nothing else. What a document does not say is left open by turns.
/// </summary>
internal static class ImpliedShape
{
    /// <summary>The shape of a dataflow for a seed.</summary>
    public static Shape Of(Dataflow dataflow, long seed)
    {
        var connected = Connected(dataflow);
        var systems = new[] { Side.A, Side.B }.GroupBy(side => connected.On(side).SystemId!)
            .ToDictionary(same => same.Key, same => Describe(connected, [.. same], ImpliedVariant.Of(seed)));
        return new Shape(dataflow.Id, [connected], systems.ToDictionary(system => system.Key, system => (Func<TimeProvider, MemorySystem>)(clock => Fill(new MemorySystem(clock), system.Value))));
    }

    /// <summary>What readiness says of a dataflow whose systems have all that it speaks of.</summary>
    public static ReadinessReport Check(Dataflow dataflow)
    {
        var shape = Of(dataflow, 0);
        var connected = shape.Dataflows[0];
        var systems = shape.Systems.ToDictionary(system => system.Key, system => system.Value(TimeProvider.System).Description);
        return Readiness.Check(connected, systems[connected.A.SystemId!], systems[connected.B.SystemId!]);
    }

    // A dataflow of a system with itself has one system; its sides are named alike.
    private static Dataflow Connected(Dataflow dataflow)
    {
        var isOne = FoldedName.Same(dataflow.A.DocumentName, dataflow.B.DocumentName);
        var (a, b) = (dataflow.A.Name, isOne || dataflow.B.Name != dataflow.A.Name ? dataflow.B.Name : $"{dataflow.B.Name} (2)");
        return dataflow with { A = dataflow.A with { SystemId = a }, B = dataflow.B with { SystemId = isOne ? a : b } };
    }

    private static SystemDescription Describe(Dataflow dataflow, IReadOnlyList<Side> sides, ImpliedVariant variant)
    {
        var references = new ImpliedReferences(dataflow);
        var uses = sides.SelectMany(side => dataflow.Pairs.Select(pair => (Pair: pair, Side: side))).Where(use => FoldedName.Of(use.Pair.On(use.Side).Entity).Length > 0);
        var entities = uses.GroupBy(use => FoldedName.Of(use.Pair.On(use.Side).Entity)).Select(same => new ImpliedEntity([.. same], references).Describe(variant));
        return sides.Aggregate(new SystemDescription([.. entities]), (system, side) => ImpliedConnections.Add(system, dataflow, side));
    }

    private static MemorySystem Fill(MemorySystem system, SystemDescription description) => description.Entities.Aggregate(system, (filled, entity) => filled.With(entity));
}
