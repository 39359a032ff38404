using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>An undoing that died after its first write took effect and before anything of it was recorded: the next run settles it, and undoing again does the rest.</summary>
public sealed class UndoAfterCrashTests
{
    [Fact]
    public async Task Undone_edits_stay_undone_and_the_rest_follows()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        RecordId[] customers = [world.A.Insert("Customers", V("Name", "One")), world.A.Insert("Customers", V("Name", "Two"))];
        await world.SettleAsync();
        foreach (var customer in customers) world.A.Edit("Customers", customer, "Name", "Edited");
        var run = await world.SyncAsync();
        await DieAfterFirstWriteAsync(world, run);
        Labels(world).Count(label => label == "Edited").ShouldBe(1);
        await UndoOfRemovalsTests.RestsAsync(world);
        (await world.UndoAsync(run)).Counts.UpdatedB.ShouldBe(1);
        Labels(world).ShouldBe(["One", "Two"], ignoreOrder: true);
        await UndoOfRemovalsTests.RestsAsync(world);
        Labels(world).ShouldBe(["One", "Two"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_removed_creation_does_not_take_the_record_that_it_came_from_along()
    {
        await using var world = await TwoSystems.StartAsync(ConflictStory.WithDeletes(Shop.Dataflow, DeleteRule.CarryOut), Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"));
        world.A.Insert("Customers", V("Name", "Two"));
        var run = await world.SyncAsync();
        await DieAfterFirstWriteAsync(world, run);
        Labels(world).Count.ShouldBe(1);
        await UndoOfRemovalsTests.RestsAsync(world);
        (world.A.Records("Customers").Count, Labels(world).Count).ShouldBe((2, 1));
        (await world.UndoAsync(run)).Counts.DeletedB.ShouldBe(1);
        await UndoOfRemovalsTests.RestsAsync(world);
        (world.A.Records("Customers").Count, Labels(world).Count).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_restored_record_is_found_again_and_neither_doubled_nor_deleted()
    {
        await using var world = await TwoSystems.StartAsync(ConflictStory.WithDeletes(Shop.Dataflow, DeleteRule.CarryOut), Shop.SystemA, Shop.SystemB);
        RecordId[] customers = [world.A.Insert("Customers", V("Name", "One")), world.A.Insert("Customers", V("Name", "Two"))];
        world.A.Insert("Customers", V("Name", "Three")); // two of two gone at once would be asked about
        await world.SettleAsync();
        foreach (var customer in customers) world.A.Delete("Customers", customer);
        var run = await world.SyncAsync(RunKind.Everything);
        run.Counts.DeletedB.ShouldBe(2);
        await DieAfterFirstWriteAsync(world, run);
        Labels(world).Count.ShouldBe(2);
        await UndoOfRemovalsTests.RestsAsync(world);
        (world.A.Records("Customers").Count, Labels(world).Count).ShouldBe((1, 2));
        (await world.UndoAsync(run)).Counts.CreatedB.ShouldBe(1);
        await UndoOfRemovalsTests.RestsAsync(world);
        Labels(world).ShouldBe(["One", "Two", "Three"], ignoreOrder: true);
        world.A.Records("Customers").Count.ShouldBe(1);
    }

    // The second request to write never comes back; nothing of the batch is recorded.
    private static async Task DieAfterFirstWriteAsync(TwoSystems world, Run run)
    {
        var writes = 0;
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && ++writes == 2 ? throw new InvalidOperationException("the process died") : null;
        (await world.UndoAsync(run)).Outcome.ShouldBe(RunOutcome.Failed);
        world.B.Trouble = _ => null;
        await world.RestartAsync();
    }

    private static List<string> Labels(TwoSystems world) => [.. world.B.Records("People").Select(person => (string)person["Label"]!)];

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
