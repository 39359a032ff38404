using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>"Run exactly this plan": each item as planned, or left out with a reason; never anything else (I19).</summary>
public sealed class ExactPlanTests
{
    [Fact]
    public async Task Making_a_plan_changes_nothing_and_carrying_it_out_does_what_it_says_item_for_item()
    {
        await using var world = await TwoSystems.StartAsync(ConflictStory.WithDeletes(Shop.Dataflow, DeleteRule.CarryOut), Shop.SystemA, Shop.SystemB);
        var (edited, deleted) = (world.A.Insert("Customers", V("Name", "Edited")), world.A.Insert("Customers", V("Name", "Deleted")));
        await world.SettleAsync();
        world.A.Edit("Customers", edited, "Name", "Edited again");
        world.A.Delete("Customers", deleted);
        world.A.Insert("Customers", V("Name", "New"));
        world.B.Insert("People", V("Label", "Other"), V("Kind", "customer"));
        await ForgetCursorsAsync(world);
        var before = await StateAsync(world);
        var (journalA, journalB) = (world.A.Journal.Count, world.B.Journal.Count);
        var plan = await DryAsync(world);
        (world.A.Journal.Count, world.B.Journal.Count).ShouldBe((journalA, journalB));
        (await StateAsync(world)).ShouldBe(before);
        var run = await ExactlyAsync(world, plan);
        var done = Writes(world.A, journalA, Side.A).Concat(Writes(world.B, journalB, Side.B));
        done.Order().ShouldBe(plan.Body.Items.SelectMany(item => item.Writes).Select(write => $"{write.Side} {write.Act} {write.Target}").Order());
        run.Counts.Writes.ShouldBe(plan.Body.Items.Sum(item => item.Writes.Length));
        (await FindAsync(world, plan)).Body.Items.ShouldAllBe(item => item.Skipped == null);
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_delete_whose_record_was_edited_since_is_left_out()
    {
        await using var story = await ConflictStory.StartAsync(flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        story.World.A.Delete("Customers", story.IdA);
        await ForgetCursorsAsync(story.World);
        var plan = await DryAsync(story.World);
        plan.Body.Forecast.Delete.ShouldBe(1);
        story.EditB("Tromsø");
        (await ExactlyAsync(story.World, plan)).Counts.Writes.ShouldBe(0);
        story.World.B.Records("People").Count.ShouldBe(1);
        (await LeftOutAsync(story.World, plan)).ShouldBe(ReasonCodes.MovedOther);
    }

    [Fact]
    public async Task A_link_whose_key_was_changed_since_is_left_out()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var customer = world.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@x.example"));
        world.B.Insert("People", V("Label", "Kari"), V("Mail", "kari@x.example"), V("Kind", "customer"));
        var plan = await DryAsync(world);
        plan.Body.Forecast.WillLink.ShouldBe(1);
        world.A.Edit("Customers", customer, "Email", "other@x.example");
        var run = await ExactlyAsync(world, plan);
        (run.Counts.Linked, run.Counts.Writes).ShouldBe((0, 0));
        (await LeftOutAsync(world, plan)).ShouldBe(ReasonCodes.MovedNothing);
        (await world.SyncAsync()).Counts.Writes.ShouldBe(2);
    }

    [Fact]
    public async Task A_conflict_with_other_values_than_planned_is_left_to_the_next_run()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        story.EditB("Tromsø");
        var plan = await DryAsync(story.World);
        plan.Body.Forecast.Conflicts.ShouldBe(1);
        story.EditA("Oslo");
        await ExactlyAsync(story.World, plan);
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
        (await LeftOutAsync(story.World, plan)).ShouldBe(ReasonCodes.MovedOther);
        await story.World.SyncAsync();
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().A.ShouldBe("Oslo");
    }

    [Fact]
    public async Task What_moves_between_the_plan_and_its_write_is_left_out_too()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var plan = await DryAsync(story.World);
        story.World.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Read) return null;
            story.World.B.Trouble = _ => null;
            story.EditB("Tromsø");
            return null;
        };
        (await ExactlyAsync(story.World, plan)).Counts.Writes.ShouldBe(0);
        story.Cities.ShouldBe(("Bergen", "Tromsø"));
        (await LeftOutAsync(story.World, plan)).ShouldBe(ReasonCodes.EditedMeanwhile);
    }

    [Fact]
    public async Task A_plan_expires_when_the_dataflow_is_changed()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var plan = await DryAsync(story.World);
        await story.World.RedefineAsync(flow => flow with { Title = "Another title" });
        for (var turn = 0; turn < 2; turn++)
        {
            var run = await ExactlyAsync(story.World, plan);
            (run.Outcome, run.Reason.Code, run.Counts.Writes).ShouldBe((RunOutcome.Failed, ReasonCodes.PlanExpired, 0));
        }

        (await FindAsync(story.World, plan)).State.ShouldBe(PlanState.Expired);
        (await story.World.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
    }

    [Fact]
    public async Task Who_dropped_a_plan_and_when_is_kept_and_it_is_never_run()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var plan = await DryAsync(story.World);
        (await story.World.Get<PlanVerbs>().DropAsync(plan.Id, "Ola")).ShouldBeTrue();
        var run = await ExactlyAsync(story.World, plan);
        (run.Outcome, run.Reason.In("en")).ShouldBe((RunOutcome.Failed, "The plan was dropped by Ola. Nothing was written."));
        var dropped = await FindAsync(story.World, plan);
        (dropped.State, dropped.DecidedBy, dropped.DecidedAt is not null).ShouldBe((PlanState.Dropped, "Ola", true));
        await using var db = await story.World.Databases.CreateDbContextAsync();
        (await db.Audit.CountAsync(entry => entry.Subject == "plan/" + plan.Id.ToString("N") && entry.Who == "Ola")).ShouldBe(1);
    }

    [Fact]
    public async Task A_plan_over_the_brake_is_held_back_and_carried_out_once_it_is_released()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow with { Limits = new SafetyLimits { WritesPerRun = 1 } }, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"));
        world.A.Insert("Customers", V("Name", "Two"));
        var plan = await DryAsync(world);
        var held = await ExactlyAsync(world, plan);
        (held.Outcome, held.Reason.Code).ShouldBe((RunOutcome.HeldBack, ReasonCodes.TooManyWrites));
        (await ExactlyAsync(world, plan)).Reason.Code.ShouldBe(ReasonCodes.PlanHeld);
        (await world.Get<PlanVerbs>().ReleaseAsync(plan.Id, "Kari")).ShouldBeTrue();
        (await ExactlyAsync(world, plan)).Counts.CreatedB.ShouldBe(2);
        var done = await FindAsync(world, plan);
        (done.State, done.DecidedBy).ShouldBe((PlanState.CarriedOut, "Ola"));
    }

    private static Task<Run> ExactlyAsync(TwoSystems world, StoredPlan plan) => world.RunAsync(new SyncRequest("shop", RunKind.Changes, RunTrigger.Person, "Ola") { PlanId = plan.Id });

    private static async Task<StoredPlan> DryAsync(TwoSystems world) => (await world.Get<PlanStore>().OfRunAsync((await world.SyncAsync(RunKind.DryRun)).Id))!;

    // A dry run reads changes; only a full read shows deletions of systems that report none.
    private static Task ForgetCursorsAsync(TwoSystems world) => world.Journal.RecordAsync(new JournalBatch { DataflowId = "shop", Cursors = [new("shop", Side.A, "Customers", null), new("shop", Side.B, "People", null)] });

    private static async Task<StoredPlan> FindAsync(TwoSystems world, StoredPlan plan) => (await world.Get<PlanStore>().FindAsync(plan.Id))!;

    private static async Task<string> LeftOutAsync(TwoSystems world, StoredPlan plan) => (await FindAsync(world, plan)).Body.Items.ShouldHaveSingleItem().Skipped.ShouldNotBeNull().Code;

    private static IEnumerable<string> Writes(MemorySystem system, int from, Side side) => system.Journal.Skip(from).Where(act => act.Actor == MemoryActor.Engine)
        .Select(act => $"{side} {act.Kind} {(act.Kind == SesamTalk.Engine.Connectors.WriteKind.Create ? "" : act.Id.Text)}");

    // Everything that a plan must leave as it is.
    private static async Task<string> StateAsync(TwoSystems world)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        return string.Join('\n', [
            .. (await db.Links.AsNoTracking().OrderBy(link => link.Id).ToListAsync()).Select(link => link.ToString()),
            .. (await db.UnlinkedRecords.AsNoTracking().ToListAsync()).Select(record => $"{record.Side} {record.Id} {record.State}"),
            .. (await db.Cursors.AsNoTracking().OrderBy(cursor => cursor.Entity).ToListAsync()).Select(cursor => $"{cursor.Side} {cursor.Entity} {cursor.Cursor}"),
            $"{await db.Writes.CountAsync()} {await db.History.CountAsync()} {await db.Conflicts.CountAsync()} {await db.Baselines.CountAsync()} {await db.Decisions.CountAsync()}",
        ]);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
