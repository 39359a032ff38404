using SesamTalk.Engine.Connectors.Wire;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Wire;

public sealed class RateBudgetTests
{
    private readonly StepClock _clock = new();

    [Fact]
    public void Ten_a_second_is_never_eleven_in_any_second()
    {
        var budget = new RateBudget(_clock, 10);
        var departures = Departures(budget, 45);

        departures.Count.ShouldBe(45);
        foreach (var from in departures) departures.Count(at => at >= from && at < from + TimeSpan.FromSeconds(1)).ShouldBeLessThanOrEqualTo(10);
        departures[^1].ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.6));
    }

    [Fact]
    public void Without_a_limit_nobody_waits() => Departures(new RateBudget(_clock, 0), 500).ShouldAllBe(at => at == TimeSpan.Zero);

    [Fact]
    public void Half_a_request_a_second_leaves_every_other_second()
    {
        var departures = Departures(new RateBudget(_clock, 0.5), 3);
        (departures[1] - departures[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        (departures[2] - departures[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_pause_that_the_other_side_asks_for_holds_everybody()
    {
        var budget = new RateBudget(_clock, 0);
        budget.Block(TimeSpan.FromSeconds(3));
        budget.Blocked.ShouldBe(TimeSpan.FromSeconds(3));

        Departures(budget, 2).ShouldAllBe(at => at >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_turn_comes_when_the_clock_says_so()
    {
        var budget = new RateBudget(_clock, 1);
        await budget.AcquireAsync(default);
        var second = budget.AcquireAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        second.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await second;
    }

    [Fact]
    public async Task Whoever_is_cancelled_stops_waiting()
    {
        var budget = new RateBudget(_clock, 1);
        await budget.AcquireAsync(default);
        using var cancelled = new CancellationTokenSource();
        var waiting = budget.AcquireAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Connections_with_one_key_share_one_budget()
    {
        var budgets = new RateBudgets(_clock);
        budgets.Of("key", 10).ShouldBeSameAs(budgets.Of("key", 5));
        budgets.Of("key", 5).PerSecond.ShouldBe(5);
        budgets.Of("another", 10).ShouldNotBeSameAs(budgets.Of("key", 5));
    }

    /// <summary>When each of so many requests, all asked for at once, may leave.</summary>
    private static List<TimeSpan> Departures(RateBudget budget, int count) => [.. Enumerable.Range(0, count).Select(_ => budget.Reserve())];
}
