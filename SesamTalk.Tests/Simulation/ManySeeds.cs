using System.Collections.Concurrent;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Failures;
using Shouldly;

namespace SesamTalk.Tests.Simulation;

/// <summary>How many seeds a test run can afford, and the way in which all of them are run and told of.</summary>
internal static class ManySeeds
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    /// <summary>Ten times as many in the long run.</summary>
    public static int Count(int usual) => IsFull ? usual * 10 : usual;

    /// <summary>Runs the seeds on all cores; the failures by seed, the first of them made small.</summary>
    public static async Task<IReadOnlyList<string>> FailuresAsync(int count, FaultLevel level, CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<(long Seed, Violation Violation, string Text)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), cancellation, async (seed, _) =>
        {
            var outcome = await Simulator.RunAsync(seed, level);
            if (outcome.Violations.Count > 0) failures.Enqueue((seed, outcome.Violations[0], $"seed {seed} ({outcome.Shape}): {outcome.Violations[0]}"));
        });
        var inOrder = failures.OrderBy(failure => failure.Seed).ToList();
        if (inOrder is not [var first, ..]) return [];
        return [await ReportAsync(first.Seed, level, first.Violation.Invariant, cancellation), .. inOrder.Skip(1).Select(failure => failure.Text)];
    }

    /// <summary>Every one of them must hold.</summary>
    public static async Task ShouldHoldAsync(int count, FaultLevel level, CancellationToken cancellation) =>
        (await FailuresAsync(count, level, cancellation)).ShouldBeEmpty();

    /// <summary>The first failure as a person can follow it.</summary>
    private static async Task<string> ReportAsync(long seed, FaultLevel level, string invariant, CancellationToken cancellation) =>
        (await FailureReport.OfAsync(SimulationCase.Of(Simulator.ShapeOf(seed), seed, FaultMix.Draw(seed, level)), invariant, cancellation)).ToString();
}
