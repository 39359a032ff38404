using System.Collections.Concurrent;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

public sealed class CrashTests
{
    [Fact]
    public async Task A_crash_at_any_moment_of_any_story_ends_like_no_crash()
    {
        Stories.All.Count.ShouldBeGreaterThanOrEqualTo(30);
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Stories.All, TestContext.Current.CancellationToken, async (scenario, _) =>
        {
            foreach (var failure in await FailuresAsync(scenario)) failures.Enqueue(failure);
        });
        failures.ShouldBeEmpty();
    }

    private static async Task<List<string>> FailuresAsync(Scenario scenario)
    {
        var failures = new List<string>();
        var calm = await scenario.PlayAsync();
        if (calm.Violations.Count > 0) failures.Add($"{scenario.Name}: {calm.Violations[0]}");
        for (var moment = 1; moment <= calm.Moments; moment++)
        {
            var killed = await scenario.PlayAsync(moment);
            if (killed.Violations.Count > 0) failures.Add($"{scenario.Name}, killed at moment {moment}: {killed.Violations[0]}");
            else if (killed.End != calm.End) failures.Add($"{scenario.Name}, killed at moment {moment}, ends otherwise:\n{killed.End}\ninstead of\n{calm.End}");
        }

        return failures;
    }
}
