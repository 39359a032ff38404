using SesamTalk.Engine.Connectors.Wire;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Wire;

/// <summary>The count that processes share: who asks when, by chance, and what leaves when.</summary>
public sealed class GivenTurnsTests
{
    private const long Start = 638_000_000_000_000_000;

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    [InlineData(0.5)]
    [InlineData(2.5)]
    public void Together_no_second_has_more_than_the_rate_and_everybody_gets_a_turn(double perSecond)
    {
        // Two and a half a second are two in eight tenths of one.
        var most = Math.Max(1, (int)perSecond);
        var second = TimeSpan.FromSeconds(most / perSecond).Ticks;
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            var (given, now, left) = (GivenTurns.None, Start, new List<long>());
            for (var ask = 0; ask < 80; ask++)
            {
                now += dice.Next(4) == 0 ? dice.NextInt64(second * 2) : dice.NextInt64(TimeSpan.FromMilliseconds(30).Ticks);
                (given, var turns) = GivenTurns.Of(given.Text).Take(now, dice.Next(1, 6), perSecond);
                turns.Count.ShouldBeGreaterThan(0, $"seed {seed}");
                // Somewhere in the time that the turns are good for, each on its own.
                for (var one = 0; one < turns.Count; one++) left.Add(now + turns.Wait.Ticks + dice.NextInt64(turns.GoodFor.Ticks));
            }

            left.Sort();
            for (var at = 0; at + most < left.Count; at++) (left[at + most] - left[at]).ShouldBeGreaterThanOrEqualTo(second, $"seed {seed}: {most + 1} in a second");
        }
    }

    [Fact]
    public void Alone_and_after_a_rest_a_whole_seconds_worth_leaves_at_once_and_nine_a_second_after_it()
    {
        var (given, first) = GivenTurns.None.Take(Start, 10, 10);
        first.ShouldBe(new RateTurns(10, TimeSpan.Zero, GivenTurns.Grace));
        var total = 0;
        for (var asks = 0; total < 90; asks++)
        {
            (given, var more) = given.Take(Start, 5, 10);
            total += more.Count;
            if (total >= 90) more.Wait.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void A_pause_that_one_was_asked_for_holds_the_others()
    {
        var held = GivenTurns.Of(GivenTurns.None.Held(Start + TimeSpan.FromSeconds(7).Ticks).Text);
        held.Take(Start, 1, 10).Turns.Wait.ShouldBe(TimeSpan.FromSeconds(7));
        held.Held(Start).Take(Start, 1, 10).Turns.Wait.ShouldBe(TimeSpan.FromSeconds(7), "a shorter one does not lift it");
    }

    [Fact]
    public void What_a_wrong_clock_wrote_holds_nobody()
    {
        var (given, _) = GivenTurns.None.Take(Start + TimeSpan.FromDays(2).Ticks, 10, 10);
        given.Held(Start + TimeSpan.FromDays(3).Ticks).Take(Start, 1, 10).Turns.Wait.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("12;a*b,3")]
    public void What_cannot_be_read_counts_nothing(string? text) => GivenTurns.Of(text).Take(Start, 4, 10).Turns.Wait.ShouldBe(TimeSpan.Zero);
}
