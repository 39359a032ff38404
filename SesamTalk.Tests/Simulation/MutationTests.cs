using System.Collections.Concurrent;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

public sealed class MutationTests
{
    // It hunts for minutes, so it belongs to the long runs.
    [Fact]
    public async Task Each_safety_piece_that_is_taken_out_is_missed()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "The hunt for every taken-out safety piece takes minutes; --full runs it.");
        Mutations.All.Count.ShouldBeGreaterThanOrEqualTo(15);
        var unnoticed = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Mutations.All.Keys, TestContext.Current.CancellationToken, async (piece, cancellation) =>
        {
            if ((await Mutations.HuntAsync(piece, cancellation)).Seed is null) unnoticed.Enqueue(piece);
        });
        unnoticed.ShouldBeEmpty();
    }
}
