using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class DeleteTests
{
    // Deletions show in full reads only: the systems in memory report none.
    private static Task<Run> FullAsync(ConflictStory story) => story.World.SyncAsync(RunKind.Everything);

    [Fact]
    public async Task A_delete_waits_for_approval_and_is_then_carried_out_with_the_name_of_who_approved()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.Delete("Customers", story.IdA);
        (await FullAsync(story)).Counts.Writes.ShouldBe(0);
        (await story.LinkAsync()).AsksPerson.ShouldBeTrue();
        (await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        (await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari")).Outcome.ShouldBe(DecisionOutcome.AlreadyDecided);
        (await story.World.SyncAsync()).Counts.DeletedB.ShouldBe(1);
        story.World.B.Records("People").ShouldBeEmpty();
        var link = await story.LinkAsync();
        (link.State, link.AsksPerson).ShouldBe((Population.Deleted, false));
        link.Reason.ToString().ShouldContain("Kari");
        (await FullAsync(story)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_list_of_changes_that_tells_of_no_deletion_is_made_good_by_reading_everything_now_and_then()
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        var (kept, gone) = (world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Kari")), world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Ola")));
        await world.SettleAsync();
        world.A.Delete("Customers", gone);
        await world.SyncAsync();
        (await world.Memory.LinksNotInSyncAsync("shop")).ShouldBeEmpty("the changes say nothing of it");
        clock.Advance(TimeSpan.FromHours(7));
        world.A.Trouble = call => call.Verb == MemoryVerb.ReadChanges ? new MemoryTrouble(new ConnectorError.Unreachable("Away.")) : null;
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.Interrupted);
        (await world.Memory.LinksNotInSyncAsync("shop")).ShouldBeEmpty("a read without an end deletes nothing");
        world.A.Trouble = _ => null;
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        var link = (await world.Memory.LinksNotInSyncAsync("shop")).ShouldHaveSingleItem();
        (link.A, link.State, link.AsksPerson).ShouldBe((gone, Population.Deleted, true));
        (world.B.Records("People").Count, (await world.Memory.LinksAsync("shop", "customers", Side.A, [kept])).Values.Single().State).ShouldBe((2, Population.InSync));
    }

    [Fact]
    public async Task A_delete_is_withdrawn_when_the_record_shows_up_again()
    {
        await using var story = await ConflictStory.StartAsync();
        var record = story.World.A.Record("Customers", story.IdA)!;
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari");
        story.World.A.Create("Customers", record, MemoryActor.User);
        (await story.World.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await story.LinkAsync()).State.ShouldBe(Population.InSync);
        (await story.World.Get<DecisionStore>().WaitingAsync("shop")).ShouldBeEmpty();
        story.World.B.Records("People").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_shows_up_between_plan_and_delete_is_seen_in_time()
    {
        await using var story = await ConflictStory.StartAsync();
        var record = story.World.A.Record("Customers", story.IdA)!;
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari");
        var reads = 0;
        story.World.B.Trouble = call =>
        {
            // The second look at the partner is the one right before the delete.
            if (call.Verb == MemoryVerb.Read && ++reads == 2) story.World.A.Create("Customers", record, MemoryActor.User);
            return null;
        };
        (await story.World.SyncAsync()).Counts.DeletedB.ShouldBe(0);
        story.World.B.Records("People").Count.ShouldBe(1);
        await story.World.SyncAsync();
        (await story.LinkAsync()).State.ShouldBe(Population.InSync);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delete_can_be_turned_down_and_what_is_left_is_kept_apart_or_made_anew(bool makeAnew)
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        await story.Decisions.KeepInsteadAsync(story.LinkId, makeAnew, "Kari");
        (await story.World.SyncAsync()).Counts.CreatedA.ShouldBe(makeAnew ? 1 : 0);
        story.EditB("Oslo");
        await story.World.SyncAsync();
        await FullAsync(story);
        story.World.B.Records("People").Count.ShouldBe(1);
        story.World.A.Records("Customers").Select(c => c["Address.City"]).ShouldBe(makeAnew ? ["Oslo"] : []);
        (await story.LinkAsync()).State.ShouldBe(makeAnew ? Population.InSync : Population.Paused);
    }

    public static TheoryData<string, Side, DeleteRule> Orders
    {
        get
        {
            string[] orders = ["edit delete", "delete edit", "edit sync delete", "delete sync edit", "edit full delete", "delete full edit"];
            var all = from order in orders from side in new[] { Side.A, Side.B } from rule in Enum.GetValues<DeleteRule>() select (order, side, rule);
            return new TheoryData<string, Side, DeleteRule>(all);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task An_edit_is_never_lost_to_a_deletion(string order, Side deleted, DeleteRule rule)
    {
        await using var story = await ConflictStory.StartAsync(flow => ConflictStory.WithDeletes(flow, rule));
        foreach (var step in order.Split(' ')) await StepAsync(story, step, deleted);
        await FullAsync(story);
        var survivor = deleted == Side.A ? story.Cities.B : story.Cities.A;
        var link = await story.LinkAsync();
        // The other side learned of one of the two before the other happened only where a run that sees it stood between them.
        var wasCarried = order == "delete full edit" && rule is DeleteRule.CarryOut or DeleteRule.Archive;
        var wasSynced = order.StartsWith("edit sync", StringComparison.Ordinal) || order.StartsWith("edit full", StringComparison.Ordinal);
        if (wasCarried && rule == DeleteRule.CarryOut) (survivor, link.State).ShouldBe((null, Population.Deleted));
        else if (wasSynced) link.State.ShouldBe(Population.Deleted);
        else
        {
            (survivor, link.State).ShouldBe(("Edited", Population.Conflict));
            (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.EditedAgainstDeleted);
        }
    }

    [Theory]
    [InlineData(DecisionChoice.Delete)]
    [InlineData(DecisionChoice.CreateAnew)]
    [InlineData(DecisionChoice.KeepApart)]
    public async Task An_edit_against_a_deletion_is_decided_by_a_person(DecisionChoice choice)
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditB("Oslo");
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        var conflict = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        (await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari")).Outcome.ShouldBe(DecisionOutcome.DoesNotFit);
        (await story.Decisions.SettleAsync(conflict, choice, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await story.World.SyncAsync();
        await FullAsync(story);
        var expected = choice switch
        {
            DecisionChoice.Delete => (0, 0, Population.Deleted),
            DecisionChoice.CreateAnew => (1, 1, Population.InSync),
            _ => (0, 1, Population.Paused),
        };
        (story.World.A.Records("Customers").Count, story.World.B.Records("People").Count, (await story.LinkAsync()).State).ShouldBe(expected);
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_approval_given_before_an_edit_across_deletes_nothing()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari");
        story.EditB("Oslo");
        (await story.World.SyncAsync()).Counts.Writes.ShouldBe(0);
        story.Cities.B.ShouldBe("Oslo");
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().B.ShouldBe("Oslo");
    }

    [Fact]
    public async Task Above_the_share_of_the_brake_a_second_person_approves_and_the_rest_goes_on()
    {
        await using var story = await ConflictStory.StartAsync(flow => flow with { Limits = new SafetyLimits { SharesFrom = 1, DeletedShare = 0.5, ChangedShare = 1 } });
        story.World.A.Delete("Customers", story.IdA);
        await FullAsync(story);
        await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari");
        story.World.A.Insert("Contacts", KeyValuePair.Create("Name", (object?)"Ola"));
        var run = await story.World.SyncAsync();
        (run.Counts.DeletedB, run.Counts.CreatedB).ShouldBe((0, 1));
        (await story.LinkAsync()).Reason.ToString().ShouldContain("second person");
        (await story.Decisions.ApproveDeleteAsync(story.LinkId, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        (await story.World.SyncAsync()).Counts.DeletedB.ShouldBe(1);
        (await story.LinkAsync()).Reason.ToString().ShouldContain("Kari and Ola");
    }

    private static async Task StepAsync(ConflictStory story, string step, Side deleted)
    {
        switch (step, deleted)
        {
            case ("sync", _):
                await story.World.SyncAsync();
                break;
            case ("full", _):
                await FullAsync(story);
                break;
            case ("delete", Side.A):
                story.World.A.Delete("Customers", story.IdA);
                break;
            case ("delete", Side.B):
                story.World.B.Delete("People", story.IdB);
                break;
            case ("edit", Side.A) when story.Cities.B is not null:
                story.EditB("Edited");
                break;
            case ("edit", Side.B) when story.Cities.A is not null:
                story.EditA("Edited");
                break;
        }
    }
}
