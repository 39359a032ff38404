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

    /// <summary>Runs the first seeds of each level on all cores, and counts what befell them; every one must keep every promise.</summary>
    public static async Task<IReadOnlyDictionary<Fault, int>> ShouldHoldAsync(CancellationToken cancellation, params (FaultLevel Level, int Seeds)[] levels)
    {
        var (failures, happened) = (new ConcurrentQueue<(long Seed, FaultLevel Level, Violation Violation, string Shape)>(), new int[Enum.GetValues<Fault>().Length]);
        await Parallel.ForEachAsync(levels.SelectMany(level => Enumerable.Range(0, level.Seeds).Select(seed => (level.Level, Seed: (long)seed))), cancellation, async (one, _) =>
        {
            var outcome = await Simulator.RunAsync(one.Seed, one.Level);
            foreach (var fault in Enum.GetValues<Fault>()) Interlocked.Add(ref happened[(int)fault], outcome.Happened[fault]);
            if (outcome.Violations.Count > 0) failures.Enqueue((one.Seed, one.Level, outcome.Violations[0], outcome.Shape));
        });
        var told = failures.OrderBy(failure => (failure.Level, failure.Seed)).ToList();
        // The first failure as a person can follow it, the others by their seeds.
        if (told is [var first, ..]) (await ReportAsync(first.Seed, first.Level, first.Violation.Invariant, cancellation)).ShouldBeEmpty(string.Join('\n', told.Select(f => $"seed {f.Seed} with {f.Level} ({f.Shape}): {f.Violation}")));
        return Enum.GetValues<Fault>().ToDictionary(fault => fault, fault => happened[(int)fault]);
    }

    private static async Task<string> ReportAsync(long seed, FaultLevel level, string invariant, CancellationToken cancellation) =>
        (await FailureReport.OfAsync(SimulationCase.Of(Simulator.ShapeOf(seed), seed, FaultMix.Draw(seed, level)), invariant, cancellation)).ToString();
}
