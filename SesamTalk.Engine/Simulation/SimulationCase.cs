using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>All that one simulation is made of; the same case always ends the same.</summary>
/// <param name="Shape">What is simulated.</param>
/// <param name="Seed">Where its chance comes from.</param>
/// <param name="Mix">The faults.</param>
/// <param name="Steps">What happens.</param>
/// <param name="Pieces">The engine's safety pieces; null for all of them.</param>
internal sealed record SimulationCase(Shape Shape, long Seed, FaultMix Mix, IReadOnlyList<Step> Steps, SafetyPieces? Pieces = null)
{
    /// <summary>The case of a seed, with the steps that are drawn for it.</summary>
    public static SimulationCase Of(Shape shape, long seed, FaultMix mix, SafetyPieces? pieces = null) => new(shape, seed, mix, Step.Draw(seed, mix), pieces);

    /// <summary>Runs it; what is there when all has come to rest can be looked at.</summary>
    public Task<Outcome> RunAsync(Action<Evidence>? atRest = null) => Simulator.RunAsync(Shape, Seed, Mix, Steps, Pieces, atRest: atRest);
}
