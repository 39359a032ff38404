using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Failures;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

public sealed class ShrinkingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("both changed asks", "I1")]
    [InlineData("edit survives delete", "I11")]
    [InlineData("ambiguous is never guessed", "I5")]
    public async Task A_piece_that_is_taken_out_is_told_of_in_a_few_events_by_the_promise_that_it_keeps(string piece, string invariant)
    {
        var (failing, broken) = await FailingAsync(piece, invariant);
        var report = await FailureReport.OfAsync(failing, broken.Invariant, Cancellation);
        report.Violation.Invariant.ShouldBe(invariant);
        report.Events.Length.ShouldBeInRange(1, 12, report.ToString());
        report.Events.Length.ShouldBeLessThan(failing.Steps.Count);
        report.Tries.ShouldBeInRange(1, Shrinker.UsualTries);
        report.Configuration.ShouldContain(line => line.StartsWith("taken out: "));
        var text = report.ToString();
        foreach (var word in new[] { $"seed {failing.Seed}", "somebody adds", " sees ", " writes ", " holds ", " ended " }) text.ShouldContain(word);
    }

    [Fact]
    public async Task The_same_failure_is_made_small_in_the_same_way()
    {
        var (failing, broken) = await FailingAsync("both changed asks", "I1");
        var (first, second) = (await FailureReport.OfAsync(failing, broken.Invariant, Cancellation), await FailureReport.OfAsync(failing, broken.Invariant, Cancellation));
        second.ToString().ShouldBe(first.ToString());
    }

    [Fact]
    public async Task Without_tries_left_the_case_stays_as_it_is()
    {
        var (failing, broken) = await FailingAsync("both changed asks", "I1");
        var shrunk = await Shrinker.ShrinkAsync(failing, broken.Invariant, Cancellation, mostTries: 0);
        (shrunk.Case, shrunk.Tries).ShouldBe((failing, 0));
    }

    private static async Task<(SimulationCase Case, Violation Violation)> FailingAsync(string piece, string invariant)
    {
        for (var seed = 0L; seed < Mutations.Seeds; seed++)
        {
            var failing = Mutations.All[piece].Case(seed);
            if ((await failing.RunAsync()).Violations.FirstOrDefault(found => found.Invariant == invariant) is { } violation) return (failing, violation);
        }

        throw new InvalidOperationException($"No seed misses {piece}.");
    }
}
