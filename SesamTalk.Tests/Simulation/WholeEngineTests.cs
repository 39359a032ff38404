using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

public sealed class WholeEngineTests
{
    /// <summary>So often each kind of fault must really happen over the usual seeds.</summary>
    private const int Often = 20;

    [Fact]
    public async Task Two_thousand_seeds_keep_every_promise_and_no_kind_of_fault_is_missing_in_them()
    {
        var happened = await ManySeeds.ShouldHoldAsync(
            TestContext.Current.CancellationToken, (FaultLevel.None, ManySeeds.Count(200)), (FaultLevel.Some, ManySeeds.Count(600)), (FaultLevel.All, ManySeeds.Count(1200)));
        happened.Where(fault => fault.Value < Often).ShouldBeEmpty();
    }

    // What once found a fault stays found: each of these broke a promise until the engine, or a check, was mended.
    [Theory]
    [InlineData(4795)]
    [InlineData(5373)]
    [InlineData(5537)]
    [InlineData(6341)]
    [InlineData(6990)]
    [InlineData(7942)]
    [InlineData(9553)]
    [InlineData(9802)]
    [InlineData(10302)]
    [InlineData(11258)]
    [InlineData(11858)]
    [InlineData(12266)]
    [InlineData(12710)]
    [InlineData(13010)]
    [InlineData(13450)]
    [InlineData(14675)]
    [InlineData(15976)]
    [InlineData(17671)]
    [InlineData(17835)]
    public async Task A_seed_that_once_found_a_fault_keeps_every_promise(long seed) => (await Simulator.RunAsync(seed, FaultLevel.All)).Violations.ShouldBeEmpty();

    [Fact]
    public async Task The_same_seed_twice_gives_the_same_trace()
    {
        for (var seed = 0; seed < 14; seed++)
        {
            var (first, second) = (await Simulator.RunAsync(seed, FaultLevel.All), await Simulator.RunAsync(seed, FaultLevel.All));
            second.Hash.ShouldBe(first.Hash, $"seed {seed}");
        }
    }
}
