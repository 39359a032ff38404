using System.Collections.Concurrent;
using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Simulation.Failures;
using SesamTalk.Engine.Simulation.Implied;

namespace SesamTalk.Engine.Simulation;

/// <summary>Simulates a dataflow between two invented systems, seed by seed, and says of each pair what was seen.</summary>
internal static class Prover
{
    /// <summary>The most failing seeds that are made small; more would say the same again.</summary>
    public const int MostReports = 3;

    /// <summary>Runs the seeds on all cores; the answer does not depend on how many there are. Reports how many seeds are done.</summary>
    public static async Task<Proof> ProveAsync(Dataflow dataflow, ProofRequest request, IProgress<int>? progress, CancellationToken cancellation)
    {
        var ready = ImpliedShape.Check(dataflow);
        var done = new ConcurrentBag<Outcome>();
        if (!ready.Ready.IsEmpty)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, request.Seeds), cancellation, async (number, _) =>
            {
                done.Add(await Case(dataflow, request.Seed + number, request.Faults).RunAsync());
                progress?.Report(done.Count);
            });
        }

        var outcomes = done.OrderBy(outcome => outcome.Seed).ToImmutableArray();
        var failures = ImmutableArray.CreateBuilder<FailureReport>();
        foreach (var (seed, violation) in outcomes.SelectMany(outcome => outcome.Violations, (outcome, violation) => (outcome.Seed, violation)).DistinctBy(found => found.violation.Invariant).Take(MostReports))
            failures.Add(await FailureReport.OfAsync(Case(dataflow, seed, request.Faults), violation.Invariant, cancellation));
        var general = outcomes.SelectMany(outcome => outcome.Violations.Where(violation => !dataflow.Pairs.Any(pair => Concerns(violation, pair))).Select(violation => new SeedViolation(outcome.Seed, violation)));
        return new Proof(dataflow, request, [.. dataflow.Pairs.Select(pair => Pair(pair, ready, outcomes))], [.. general], failures.ToImmutable());
    }

    private static SimulationCase Case(Dataflow dataflow, long seed, FaultLevel faults) => SimulationCase.Of(ImpliedShape.Of(dataflow, seed), seed, FaultMix.Draw(seed, faults));

    private static PairProof Pair(Pair pair, ReadinessReport ready, ImmutableArray<Outcome> outcomes)
    {
        var whyNot = ready.Problems.Where(problem => problem.PairId == pair.Id || problem.PairId is null).Select(problem => problem.Sentence).ToImmutableArray();
        var violations = outcomes.SelectMany(outcome => outcome.Violations.Where(violation => Concerns(violation, pair)).Select(violation => new SeedViolation(outcome.Seed, violation))).ToImmutableArray();
        if (!whyNot.IsEmpty) return new PairProof(pair.Id, pair.A.Name, pair.B.Name, whyNot, 0, 0, 0, 0, 0, []);
        var tallies = outcomes.SelectMany(outcome => outcome.Pairs).Where(tally => tally.PairId == pair.Id).ToList();
        var converged = outcomes.Count(outcome => outcome.Rounds > 0 && violations.All(violation => violation.Seed != outcome.Seed));
        return new PairProof(pair.Id, pair.A.Name, pair.B.Name, [], converged, outcomes.Max(outcome => outcome.Rounds), tallies.Sum(t => t.Links), tallies.Sum(t => t.Writes), tallies.Sum(t => t.Conflicts), violations);
    }

    // Checks name the pair first where they speak of one.
    private static bool Concerns(Violation violation, Pair pair) => violation.What.Split(' ', ':').Contains(pair.Id);
}
