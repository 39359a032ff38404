using System.Collections.Immutable;
using SesamTalk.Engine.Simulation.Failures;

namespace SesamTalk.Engine.Simulation;

/// <summary>What to simulate.</summary>
/// <param name="Seed">The first seed.</param>
/// <param name="Seeds">How many, one after the other.</param>
/// <param name="Faults">How much goes wrong.</param>
internal sealed record ProofRequest(long Seed, int Seeds, FaultLevel Faults);

/// <summary>A broken promise with the seed that broke it.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violation">The promise.</param>
internal sealed record SeedViolation(long Seed, Violation Violation);

/// <summary>What simulating a dataflow showed of one of its pairs.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="A">The entity in A, as the document names it.</param>
/// <param name="B">The entity in B.</param>
/// <param name="WhyNot">What keeps it from running, sentence by sentence; empty for a pair that ran.</param>
/// <param name="Converged">Seeds in which all came to rest with every promise about the pair kept.</param>
/// <param name="Rounds">The most rounds that a seed needed to come to rest; 0 for a pair that did not run.</param>
/// <param name="Links">Links at the end, of all seeds.</param>
/// <param name="Writes">Writes of all seeds.</param>
/// <param name="Conflicts">Conflicts that waited for a person in the end, of all seeds.</param>
/// <param name="Violations">Promises broken, with their seeds.</param>
internal sealed record PairProof(
    string PairId, string A, string B, ImmutableArray<string> WhyNot, int Converged, int Rounds, int Links, int Writes, int Conflicts, ImmutableArray<SeedViolation> Violations)
{
    /// <summary>The pair could run.</summary>
    public bool IsRunnable => WhyNot.IsEmpty;
}

/// <summary>What simulating a dataflow showed.</summary>
/// <param name="Dataflow">The dataflow.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Pairs">Its pairs, in their order.</param>
/// <param name="General">Promises broken that concern no single pair.</param>
/// <param name="Failures">The first seed that broke each promise, made as small as it goes.</param>
internal sealed record Proof(Dataflows.Dataflow Dataflow, ProofRequest Request, ImmutableArray<PairProof> Pairs, ImmutableArray<SeedViolation> General, ImmutableArray<FailureReport> Failures)
{
    /// <summary>Every pair that can run converged in every seed with every promise kept.</summary>
    public bool Holds => Failures.IsEmpty && Pairs.All(pair => !pair.IsRunnable || pair.Converged == Request.Seeds);
}
