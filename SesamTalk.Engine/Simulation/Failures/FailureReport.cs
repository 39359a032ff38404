using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation.Failures;

/// <summary>A broken promise as a person can follow it: the smallest case that was found, what happened in it, and how it looked.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Shape">What was simulated.</param>
/// <param name="Violation">The promise, and what was seen.</param>
/// <param name="Configuration">The faults that are left, the safety pieces that are out, and the rules of the pairs.</param>
/// <param name="Events">What happened, each act of people and each run in a line, until everything was left to rest.</param>
/// <param name="Timeline">The same with what systems held, and what the engine saw, decided and wrote.</param>
/// <param name="StepsBefore">How many steps the seed had before it was made small.</param>
/// <param name="Tries">How many simulations that took.</param>
internal sealed record FailureReport(
    long Seed, string Shape, Violation Violation, ImmutableArray<string> Configuration, ImmutableArray<string> Events, ImmutableArray<string> Timeline, int StepsBefore, int Tries)
{
    /// <summary>Shrinks a failing case and tells of what is left. The case must break the promise; where it does not, the report says so.</summary>
    public static async Task<FailureReport> OfAsync(SimulationCase failing, string invariant, CancellationToken cancellation)
    {
        var shrunk = await Shrinker.ShrinkAsync(failing, invariant, cancellation);
        Timeline? timeline = null;
        var outcome = await shrunk.Case.RunAsync(evidence => timeline = Failures.Timeline.Of(evidence));
        var violation = outcome.Violations.FirstOrDefault(found => found.Invariant == invariant) ?? new Violation(invariant, "not broken when it was run again: the simulation is not deterministic");
        return new FailureReport(failing.Seed, failing.Shape.Name, violation, [.. Settings(shrunk.Case)], timeline!.Events, timeline.Lines, failing.Steps.Count, shrunk.Tries);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<string> lines =
        [
            $"{Violation}", $"seed {Seed} of {Shape}, from {StepsBefore} steps to {Events.Length} events in {Tries} tries", "with",
            .. Configuration.Select(line => "  " + line), "what happened",
            .. Events.Select((line, at) => $"  {(at + 1).ToString(CultureInfo.InvariantCulture),2} {line}"), "timeline", .. Timeline.Select(line => "  " + line),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<string> Settings(SimulationCase small)
    {
        var faults = small.Mix.Kinds.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault} {small.Mix[fault]:0.##}")).ToList();
        yield return faults.Count == 0 ? "no faults" : $"faults: {string.Join(", ", faults)}";
        var missing = typeof(SafetyPieces).GetProperties().Where(piece => small.Pieces is { } pieces && piece.GetValue(pieces) is false).Select(piece => piece.Name).ToList();
        if (missing.Count > 0) yield return $"taken out: {string.Join(", ", missing)}";
        foreach (var (dataflow, pair) in small.Shape.Dataflows.SelectMany(dataflow => dataflow.Pairs, (dataflow, pair) => (dataflow, pair)))
            yield return $"{dataflow.Id} {pair.Id}: {pair.A.Entity} ↔ {pair.B.Entity}, creates {pair.ToB.Creation} to B and {pair.ToA.Creation} to A, deletes {pair.ToB.Deletes} and {pair.ToA.Deletes}, {pair.Keys.Length} keys, {pair.Properties.Length} rows, {pair.Policy ?? dataflow.Policy}";
    }
}
