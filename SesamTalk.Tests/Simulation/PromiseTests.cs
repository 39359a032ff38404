using System.Reflection;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Checks;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Laws;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>All thirty promises by name, and where each is held.</summary>
public sealed class PromiseTests
{
    // A check over what a seed left behind, a check that moves things first, or a test of its own.
    private static readonly Dictionary<string, (Type Holder, string By)> Elsewhere = new()
    {
        ["I7"] = (typeof(Silence), nameof(Silence.CheckAsync)),
        ["I13"] = (typeof(CrashTests), nameof(CrashTests.A_crash_at_any_moment_of_any_story_ends_like_no_crash)),
        ["I14"] = (typeof(Convergence), nameof(Convergence.InSync)),
        ["I16"] = (typeof(IsolationTests), nameof(IsolationTests.One_record_that_is_always_refused_holds_up_no_other)),
        ["I19"] = (typeof(Exactly), nameof(Exactly.CheckAsync)),
        ["I20"] = (typeof(Undoing), nameof(Undoing.CheckAsync)),
        ["I21"] = (typeof(WholeEngineTests), nameof(WholeEngineTests.The_same_seed_twice_gives_the_same_trace)),
        ["I25"] = (typeof(IsolationTests), nameof(IsolationTests.Wrong_clocks_decide_nothing)),
        ["I27"] = (typeof(IsolationTests), nameof(IsolationTests.The_order_in_which_changes_are_seen_decides_nothing)),
        ["I28"] = (typeof(Operator), nameof(Operator.ChangeAsync)),
        ["I30"] = (typeof(Drift), nameof(Drift.CheckAsync)),
    };

    // The part of a promise that is looked at beside the simulation too.
    private static readonly Dictionary<string, (Type Holder, string By)> Also = new()
    {
        ["I19"] = (typeof(ExactPlanTests), nameof(ExactPlanTests.A_delete_whose_record_was_edited_since_is_left_out)),
        ["I20"] = (typeof(UndoTests), nameof(UndoTests.What_was_edited_since_stays_and_is_listed)),
        ["I22"] = (typeof(PlannerLaw), nameof(PlannerLaw.Any_two_snapshots_come_to_rest_and_nothing_is_lost_or_written_in_vain)),
    };

    [Fact]
    public void Every_one_of_the_thirty_is_held_by_a_check_or_by_what_is_named_here()
    {
        Invariant.All.Select(invariant => invariant.Id).ShouldBe(Enumerable.Range(1, 30).Select(number => $"I{number}"));
        Invariant.All.Where(invariant => invariant.Check is null).Select(invariant => invariant.Id).ShouldBe(Elsewhere.Keys);
        foreach (var (holder, by) in Elsewhere.Values.Concat(Also.Values)) holder.GetMethod(by, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).ShouldNotBeNull();
        Invariant.All.ShouldAllBe(invariant => !invariant.Held.StartsWith("not yet") && invariant.Held.Length > 10);
    }
}
