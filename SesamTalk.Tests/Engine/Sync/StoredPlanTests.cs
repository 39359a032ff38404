using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class StoredPlanTests
{
    private static Task<Run> ExactlyAsync(TwoSystems world, StoredPlan plan) => world.Get<SyncRunner>().RunAsync(
        new SyncRequest("shop", RunKind.Changes, RunTrigger.Person, "Kari") { PlanId = plan.Id }, null, CancellationToken.None);

    [Fact]
    public async Task A_first_run_is_forecast_and_nothing_is_written()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Same"), V("Email", "same@x.example"), V("Address.City", "Oslo"));
        world.B.Insert("People", V("Label", "Same"), V("Mail", "same@x.example"), V("City", "Bergen"), V("Kind", "customer"));
        world.A.Insert("Customers", V("Name", "Only A"));
        world.B.Insert("People", V("Label", "Only B"), V("Kind", "customer"));
        world.A.Insert("Customers", V("Name", "Twice"), V("Email", "two@x.example"));
        world.B.Insert("People", V("Label", "First"), V("Mail", "two@x.example"), V("Kind", "customer"));
        world.B.Insert("People", V("Label", "Second"), V("Mail", "two@x.example"), V("Kind", "customer"));
        var plan = await DryAsync(world);
        var f = plan.Body.Forecast;
        (f.WillLink, f.Differ, f.Ambiguous, f.CreateInA, f.CreateInB, f.Conflicts).ShouldBe((1, 1, 3, 1, 1, 1));
        (world.A.Records("Customers").Count, world.B.Records("People").Count).ShouldBe((3, 4));
        (await world.Memory.UnlinkedAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Exactly_the_plan_is_carried_out_what_moved_is_skipped_with_a_reason_and_what_is_new_waits()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Stays"));
        var moves = world.A.Insert("Customers", V("Name", "Moves"));
        var plan = await DryAsync(world);
        world.A.Edit("Customers", moves, "Name", "Moved");
        world.A.Insert("Customers", V("Name", "New"));
        (await ExactlyAsync(world, plan)).Counts.CreatedB.ShouldBe(1);
        world.B.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe("Stays");
        var done = (await world.Get<PlanStore>().FindAsync(plan.Id))!;
        done.State.ShouldBe(PlanState.CarriedOut);
        done.Body.Items.Single(item => item.Skipped is not null).Skipped!.ToString().ShouldStartWith("moved");
        (await ExactlyAsync(world, plan)).Outcome.ShouldBe(RunOutcome.Failed);
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(2);
    }

    [Fact]
    public async Task A_held_back_run_is_released_once_or_dropped()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow with { Limits = new SafetyLimits { WritesPerRun = 1 } }, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"));
        world.A.Insert("Customers", V("Name", "Two"));
        var held = await world.SyncAsync();
        held.Outcome.ShouldBe(RunOutcome.HeldBack);
        var plan = (await world.Get<PlanStore>().OfRunAsync(held.Id))!;
        plan.State.ShouldBe(PlanState.HeldBack);
        (await ExactlyAsync(world, plan)).Outcome.ShouldBe(RunOutcome.Failed);
        world.B.Records("People").ShouldBeEmpty();
        var verbs = world.Get<PlanVerbs>();
        (await verbs.ReleaseAsync(plan.Id, "Kari")).ShouldBeTrue();
        (await verbs.ReleaseAsync(plan.Id, "Ola")).ShouldBeFalse();
        (await ExactlyAsync(world, plan)).Counts.CreatedB.ShouldBe(2);
        (await verbs.DropAsync(plan.Id, "Ola")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_decision_shows_its_writes_before_it_is_made()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        var decision = new PersonDecision
        {
            Id = Guid.NewGuid(), DataflowId = "shop", PairId = "customers", LinkId = story.LinkId, Subject = conflict.Subject, Choice = DecisionChoice.TakeB,
            SeenA = conflict.A, SeenB = conflict.B, By = "Kari", At = DateTimeOffset.UtcNow,
        };
        var preview = await story.World.Get<Previews>().OfDecisionAsync(decision);
        var write = preview.Body!.Items.ShouldHaveSingleItem().Writes.ShouldHaveSingleItem();
        (write.Side, write.Values.ShouldHaveSingleItem()).ShouldBe((Side.A, new StoredPlanValue("Address.City", "Bergen", "Tromsø")));
        story.Cities.ShouldBe(("Bergen", "Tromsø"));
        (await story.World.Get<DecisionStore>().WaitingAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_record_can_be_run_alone()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        story.World.A.Insert("Customers", V("Name", "Another"));
        var run = await story.World.Get<SyncRunner>().RunAsync(new SyncRequest("shop", RunKind.Changes, RunTrigger.Person) { Only = [story.LinkId] }, null, CancellationToken.None);
        (run.Counts.UpdatedB, run.Counts.CreatedB).ShouldBe((1, 0));
        (await story.World.SyncAsync()).Counts.CreatedB.ShouldBe(1);
    }

    private static async Task<StoredPlan> DryAsync(TwoSystems world) => (await world.Get<PlanStore>().OfRunAsync((await world.SyncAsync(RunKind.DryRun)).Id))!;

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
