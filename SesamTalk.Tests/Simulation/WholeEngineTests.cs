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
