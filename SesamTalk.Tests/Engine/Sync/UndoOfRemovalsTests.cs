using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Undoing deletes, archives and creations, and what later runs make of it.</summary>
public sealed class UndoOfRemovalsTests
{
    [Fact]
    public async Task A_delete_that_was_carried_out_is_undone_and_is_not_carried_out_again()
    {
        await using var story = await ConflictStory.StartAsync(flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        story.World.A.Delete("Customers", story.IdA);
        var run = await story.World.SyncAsync(RunKind.Everything);
        run.Counts.DeletedB.ShouldBe(1);
        (await story.World.UndoAsync(run)).Counts.CreatedB.ShouldBe(1);
        var back = story.World.B.Records("People").ShouldHaveSingleItem();
        (back["Label"], back["Mail"], back["City"]).ShouldBe(("Fjord Kafé", "post@fjord.example", "Ålesund"));
        await RestsAsync(story.World);
        (story.World.A.Records("Customers").Count, story.World.B.Records("People").Count).ShouldBe((0, 1));
        (await story.LinkAsync()).ShouldSatisfyAllConditions(link => link.B.ShouldBe(back.Id!.Value), link => link.Reason.Code.ShouldBe(ReasonCodes.Restored));
    }

    [Fact]
    public async Task An_undone_delete_can_be_done_again_by_undoing_the_undoing()
    {
        await using var story = await ConflictStory.StartAsync(flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        story.World.A.Delete("Customers", story.IdA);
        var undo = await story.World.UndoAsync(await story.World.SyncAsync(RunKind.Everything));
        (await story.World.UndoAsync(undo)).Counts.DeletedB.ShouldBe(1);
        story.World.B.Records("People").ShouldBeEmpty();
        await RestsAsync(story.World);
    }

    [Fact]
    public async Task An_archive_is_undone_and_not_archived_again()
    {
        await using var world = await WithArchiveAsync(DeleteRule.Archive);
        var customer = world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        await world.SettleAsync();
        world.A.Delete("Customers", customer);
        var run = await world.SyncAsync(RunKind.Everything);
        (run.Counts.DeletedB, Hidden(world)).ShouldBe((1, true));
        (await world.UndoAsync(run)).Counts.UpdatedB.ShouldBe(1);
        Hidden(world).ShouldBeNull();
        await RestsAsync(world);
        Hidden(world).ShouldBeNull();
    }

    [Fact]
    public async Task An_undone_creation_is_archived_where_the_system_archives_left_alone_and_taken_up_again_by_undoing_that()
    {
        await using var world = await WithArchiveAsync(DeleteRule.CarryOut);
        var customer = world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        var undo = await world.UndoAsync(await world.SyncAsync());
        (undo.Counts.DeletedB, Hidden(world)).ShouldBe((1, true));
        world.A.Edit("Customers", customer, "Name", "Fjordkafeen");
        await RestsAsync(world);
        (await world.UndoAsync(undo)).Counts.UpdatedB.ShouldBe(1);
        Hidden(world).ShouldBeNull();
        (await world.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
        world.B.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe("Fjordkafeen");
    }

    [Fact]
    public async Task A_run_is_undone_after_a_restart()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var run = await story.World.SyncAsync();
        await story.World.RestartAsync();
        (await story.World.UndoAsync(run)).Counts.UpdatedB.ShouldBe(1);
        story.Cities.ShouldBe(("Bergen", "Ålesund"));
        await RestsAsync(story.World);
    }

    [Fact]
    public async Task A_run_that_wrote_nothing_has_nothing_to_undo_and_says_so()
    {
        await using var story = await ConflictStory.StartAsync();
        var undo = await story.World.UndoAsync(await story.World.SyncAsync());
        (undo.Outcome, undo.Reason.Code).ShouldBe((RunOutcome.NothingToDo, ReasonCodes.NothingOfRun));
    }

    internal static async Task RestsAsync(TwoSystems world)
    {
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    private static bool? Hidden(TwoSystems world) => (bool?)world.B.Records("People").ShouldHaveSingleItem()["Hidden"];

    private static Task<TwoSystems> WithArchiveAsync(DeleteRule rule) => TwoSystems.StartAsync(ConflictStory.WithDeletes(Shop.Dataflow, rule), Shop.SystemA, clock =>
    {
        var system = Shop.SystemB(clock);
        var people = system.Description.Entities.Single(entity => entity.Name == "People");
        return system.With(people with
        {
            Schema = new Schema("People", [.. people.Schema.Properties, new SchemaProperty("Hidden", PropertyType.Boolean)]),
            Capabilities = people.Capabilities with { Archive = ("Hidden", true) },
        });
    });

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
