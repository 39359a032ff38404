using System.Collections.Concurrent;
using SesamTalk.Engine.Simulation;
using Shouldly;

namespace SesamTalk.Tests.Simulation;

/// <summary>How many seeds a test run can afford, and the way in which all of them are run and told of.</summary>
internal static class ManySeeds
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    /// <summary>Ten times as many in the long run.</summary>
    public static int Count(int usual) => IsFull ? usual * 10 : usual;

    /// <summary>Runs the seeds on all cores; the failures, with the command that shows each again.</summary>
    public static async Task<IReadOnlyList<string>> FailuresAsync(int count, FaultLevel level, CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), cancellation, async (seed, _) =>
        {
            var outcome = await Simulator.RunAsync(seed, level);
            if (outcome.Violations.Count > 0) failures.Enqueue($"seed {seed} ({outcome.Shape}): {outcome.Violations[0]}");
        });
        return [.. failures];
    }

    /// <summary>Every one of them must hold.</summary>
    public static async Task ShouldHoldAsync(int count, FaultLevel level, CancellationToken cancellation) =>
        (await FailuresAsync(count, level, cancellation)).ShouldBeEmpty();
}
