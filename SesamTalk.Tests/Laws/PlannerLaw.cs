using System.Collections.Concurrent;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Laws.Planning;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Laws;

/// <summary>The decision by itself, a hundred thousand times: whatever two systems hold, planning comes to rest, loses nothing and writes nothing in vain.</summary>
public sealed class PlannerLaw
{
    private const int DifferentRules = 192;

    private static readonly int Cases = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" ? 1_000_000 : 100_000;

    private static readonly PlannerRules[] Rules = [.. Enumerable.Range(0, DifferentRules).Select(PlannerRules.Of)];
    private static readonly PlannerRules[] Turned = [.. Rules.Select(rules => rules.Turned())];

    [Fact]
    public void Any_two_snapshots_come_to_rest_and_nothing_is_lost_or_written_in_vain()
    {
        var failures = new ConcurrentQueue<string>();
        Parallel.ForEach(Partitioner.Create(0, Cases), range =>
        {
            for (var seed = range.Item1; seed < range.Item2 && failures.Count < 10; seed++)
            {
                if (new PlannerCase(Rules[seed % DifferentRules], seed).Run() is { } broken) failures.Enqueue($"case {seed}: {broken}");
            }
        });
        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("an edit does not survive a delete")]
    [InlineData("nobody is asked where both sides changed")]
    [InlineData("what is equal does not move the baseline")]
    [InlineData("a conflict is opened anew by every plan")]
    public void A_planner_without_one_of_its_pieces_breaks_the_law(string broken)
    {
        var pieces = broken switch
        {
            "an edit does not survive a delete" => new SafetyPieces { EditSurvivesDelete = false },
            "nobody is asked where both sides changed" => new SafetyPieces { BothChangedAsks = false },
            "what is equal does not move the baseline" => new SafetyPieces { BaselineOnEquality = false },
            _ => new SafetyPieces { ConflictStability = false },
        };
        Enumerable.Range(0, 5000).ShouldContain(seed => new PlannerCase(Rules[seed % DifferentRules], seed, false, pieces).Run() != null);
    }

    [Fact]
    public void Swapping_the_sides_swaps_the_result()
    {
        var failures = new ConcurrentQueue<string>();
        Parallel.ForEach(Partitioner.Create(0, Cases / 10), range =>
        {
            for (var seed = range.Item1; seed < range.Item2 && failures.Count < 5; seed++)
            {
                if (!Rules[seed % DifferentRules].IsSimple) continue;
                var (there, back) = (new PlannerCase(Rules[seed % DifferentRules], seed), new PlannerCase(Turned[seed % DifferentRules], seed, isTurned: true));
                (there.Run(), back.Run()).ShouldBe((null, null), $"case {seed}");
                if (there.End() != back.End()) failures.Enqueue($"case {seed} ends in\n{there.End()}\nand swapped in\n{back.End()}");
            }
        });
        failures.ShouldBeEmpty();
    }
}
