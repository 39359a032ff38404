using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

public sealed class WholeEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Without_faults_every_seed_keeps_every_promise() => ManySeeds.ShouldHoldAsync(ManySeeds.Count(60), FaultLevel.None, Cancellation);

    [Fact]
    public Task With_some_faults_every_seed_keeps_every_promise() => ManySeeds.ShouldHoldAsync(ManySeeds.Count(100), FaultLevel.Some, Cancellation);

    [Fact]
    public Task With_all_faults_every_seed_keeps_every_promise() => ManySeeds.ShouldHoldAsync(ManySeeds.Count(100), FaultLevel.All, Cancellation);

    [Fact]
    public async Task The_same_seed_twice_gives_the_same_trace()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (first, second) = (await Simulator.RunAsync(seed, FaultLevel.All), await Simulator.RunAsync(seed, FaultLevel.All));
            second.Hash.ShouldBe(first.Hash, $"seed {seed}");
        }
    }

    [Fact]
    public void Every_one_of_the_thirty_promises_is_checked_or_says_where_it_is_held() =>
        Invariant.All.Select(invariant => invariant.Id).ShouldBe(Enumerable.Range(1, 30).Select(number => $"I{number}"));
}
