using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class DecisionTests
{
    [Theory]
    [InlineData(DecisionChoice.TakeA, "Bergen", "Bergen")]
    [InlineData(DecisionChoice.TakeB, "Tromsø", "Tromsø")]
    [InlineData(DecisionChoice.TakeBase, "Ålesund", "Ålesund")]
    [InlineData(DecisionChoice.OwnValues, "Oslo", "Oslo")]
    public async Task A_conflict_is_carried_out_as_decided_and_then_all_is_silent(DecisionChoice choice, string a, string b)
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        var own = new ValueMap([KeyValuePair.Create("Address.City", (object?)"Oslo")]);
        var answer = await story.Decisions.SettleAsync(conflict, choice, "Kari", choice == DecisionChoice.OwnValues ? own : null);
        answer.Outcome.ShouldBe(DecisionOutcome.Stored);
        await story.World.SyncAsync();
        story.Cities.ShouldBe((a, b));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        story.Cities.ShouldBe((a, b));
    }

    [Fact]
    public async Task A_value_of_ones_own_for_each_side_is_written_to_each_and_stays()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.SettleAsync(conflict, DecisionChoice.OwnValues, "Kari", new([KeyValuePair.Create("Address.City", (object?)"BERGEN")]), new([KeyValuePair.Create("City", (object?)"bergen")]));
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("BERGEN", "bergen"));
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Two_who_decide_at_once_are_told_and_the_first_one_counts()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        (await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        var second = await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeB, "Ola");
        (second.Outcome, second.Decision!.By).ShouldBe((DecisionOutcome.AlreadyDecided, "Kari"));
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        (await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeB, "Ola")).Outcome.ShouldBe(DecisionOutcome.NotOpen);
    }

    [Fact]
    public async Task A_third_edit_after_the_decision_asks_again_and_nothing_is_written()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        story.EditB("Bodø");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Bodø"));
        var again = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        (again.Id, again.B).ShouldBe((conflict.Id, "Bodø"));
        (await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari")).Outcome.ShouldBe(DecisionOutcome.Moved);
        (await story.Decisions.SettleAsync(again, DecisionChoice.TakeB, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bodø", "Bodø"));
    }

    [Fact]
    public async Task A_third_edit_between_plan_and_write_is_not_overwritten()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        var edited = false;
        var reads = 0;
        story.World.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Read || ++reads < 2 || edited) return null;
            edited = true;
            story.EditB("Bodø");
            return null;
        };
        await story.World.SyncAsync();
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Bodø"));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().B.ShouldBe("Bodø");
    }

    [Fact]
    public async Task What_a_policy_decided_is_kept_with_the_value_that_lost_and_can_be_put_back()
    {
        await using var story = await ConflictStory.StartAsync(ConflictPolicy.AWins);
        story.EditA("Bergen");
        story.EditB("Tromsø");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        var kept = (await story.ConflictsAsync()).ShouldHaveSingleItem();
        (kept.Overruled, kept.A, kept.B).ShouldBe((Side.B, "Bergen", "Tromsø"));
        kept.SettledAt.ShouldNotBeNull();
        (await story.Decisions.PutBackAsync(kept.Id, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Tromsø", "Tromsø"));
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Two_of_several_that_fit_are_linked_by_a_person_and_the_other_is_kept_apart()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"), V("Email", "same@x.example"));
        world.B.Insert("People", V("Label", "First"), V("Mail", "same@x.example"), V("Kind", "customer"));
        world.B.Insert("People", V("Label", "Second"), V("Mail", "same@x.example"), V("Kind", "customer"));
        await world.SyncAsync();
        var alone = await world.Memory.UnlinkedAsync("shop");
        var (one, second, first) = (alone.Single(u => u.Label == "One"), alone.Single(u => u.Label == "Second"), alone.Single(u => u.Label == "First"));
        var verbs = world.Get<DecisionVerbs>();
        (await verbs.LinkAsync(one, second.Id, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        (await verbs.NoneFitsAsync(first, create: false, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SyncAsync();
        var link = (await world.Memory.LinksAsync("shop", "customers", Side.A, [one.Id])).Values.ShouldHaveSingleItem();
        (link.B, link.Origin).ShouldBe((second.Id, LinkOrigin.ByPerson));
        (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem().State.ShouldBe(Population.Paused);
        await world.SyncAsync(RunKind.Everything);
        world.A.Records("Customers").Count.ShouldBe(1);
        (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem().State.ShouldBe(Population.Paused);
    }

    [Fact]
    public async Task None_of_those_that_fit_makes_a_record_of_its_own_once()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"), V("Email", "same@x.example"));
        world.B.Insert("People", V("Label", "First"), V("Mail", "same@x.example"), V("Kind", "customer"));
        world.B.Insert("People", V("Label", "Second"), V("Mail", "same@x.example"), V("Kind", "customer"));
        await world.SyncAsync();
        await world.Get<DecisionVerbs>().NoneFitsAsync((await world.Memory.UnlinkedAsync("shop")).Single(u => u.Label == "One"), create: true, "Kari");
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
        (await world.SyncAsync(RunKind.Everything)).Counts.CreatedB.ShouldBe(0);
        world.B.Records("People").Count.ShouldBe(3);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
