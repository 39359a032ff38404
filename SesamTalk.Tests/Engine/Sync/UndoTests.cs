using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class UndoTests
{
    private static Task<Run> UndoAsync(TwoSystems world, Run run, Guid? link = null, string? path = null) => world.Get<SyncRunner>().RunAsync(
        new SyncRequest("shop", RunKind.Undo, RunTrigger.Person, "Kari") { Undo = new UndoScope(run.Id, link, path) }, null, CancellationToken.None);

    [Fact]
    public async Task An_undone_edit_gets_its_old_value_back_and_does_not_come_again()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var run = await story.World.SyncAsync();
        var undo = await UndoAsync(story.World, run);
        (undo.Outcome, undo.Counts.UpdatedB).ShouldBe((RunOutcome.Done, 1));
        story.Cities.ShouldBe(("Bergen", "Ålesund"));
        (await story.World.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        story.Cities.ShouldBe(("Bergen", "Ålesund"));
        story.EditA("Oslo");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Oslo", "Oslo"));
    }

    [Fact]
    public async Task Undoing_is_a_run_that_can_be_undone()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var undo = await UndoAsync(story.World, await story.World.SyncAsync());
        (await UndoAsync(story.World, undo)).Counts.UpdatedB.ShouldBe(1);
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_edited_since_stays_and_is_listed()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        story.World.A.Edit("Customers", story.IdA, "Name", "Fjordkafeen");
        var run = await story.World.SyncAsync();
        story.EditB("Tromsø");
        var preview = await story.World.Get<Previews>().OfUndoAsync("shop", new UndoScope(run.Id));
        preview.Body!.Items.Single(item => item.Skipped is not null).Skipped.ShouldNotBeNull().ToString().ShouldBe("City: it was edited since");
        var undo = await UndoAsync(story.World, run);
        var person = story.World.B.Record("People", story.IdB)!;
        (person["Label"], person["City"]).ShouldBe(("Fjord Kafé", "Tromsø"));
        (await story.World.Get<PlanStore>().OfRunAsync(undo.Id))!.Body.Items.Single(item => item.Skipped is not null).Skipped.ShouldNotBeNull().ToString().ShouldBe("City: it was edited since");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Tromsø", "Tromsø"));
        story.World.B.Record("People", story.IdB)!["Label"].ShouldBe("Fjord Kafé");
    }

    [Fact]
    public async Task One_property_can_be_undone_alone()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        story.World.A.Edit("Customers", story.IdA, "Name", "Fjordkafeen");
        var run = await story.World.SyncAsync();
        await UndoAsync(story.World, run, story.LinkId, "City");
        var person = story.World.B.Record("People", story.IdB)!;
        (person["Label"], person["City"]).ShouldBe(("Fjordkafeen", "Ålesund"));
    }

    [Fact]
    public async Task An_undone_creation_is_removed_never_made_anew_and_can_be_brought_back()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Fjord Kafé"), V("Email", "post@fjord.example"));
        var run = await world.SyncAsync();
        var undo = await UndoAsync(world, run);
        undo.Counts.DeletedB.ShouldBe(1);
        world.B.Records("People").ShouldBeEmpty();
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        world.A.Records("Customers").Count.ShouldBe(1);
        (await UndoAsync(world, undo)).Counts.CreatedB.ShouldBe(1);
        var back = world.B.Records("People").ShouldHaveSingleItem();
        (back["Label"], back["Mail"], back["Kind"]).ShouldBe(("Fjord Kafé", "post@fjord.example", "customer"));
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        (await world.Memory.LinksAsync("shop", "customers", Side.B, [back.Id!.Value])).Values.ShouldHaveSingleItem().State.ShouldBe(Population.InSync);
    }

    [Fact]
    public async Task A_creation_that_somebody_edited_since_is_not_removed()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        var run = await world.SyncAsync();
        world.B.Edit("People", world.B.Records("People").Single().Id!.Value, "City", "Oslo");
        var undo = await UndoAsync(world, run);
        undo.Counts.Writes.ShouldBe(0);
        world.B.Records("People").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Undoing_works_after_the_mapping_has_changed()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        var run = await story.World.SyncAsync();
        var dataflow = (await story.World.Dataflows.FindAsync("shop"))!;
        var pair = dataflow.Pairs[0];
        await story.World.Dataflows.SaveAsync(dataflow with { Pairs = [pair with { Properties = [.. pair.Properties.Where(row => row.B != "City")] }, .. dataflow.Pairs.Skip(1)] }, "test", "");
        (await UndoAsync(story.World, run)).Counts.UpdatedB.ShouldBe(1);
        story.Cities.ShouldBe(("Bergen", "Ålesund"));
    }

    [Fact]
    public async Task Undoing_many_creations_is_held_back_by_the_brake_until_a_person_releases_it()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow with { Limits = new SafetyLimits { SharesFrom = 1, DeletedShare = 0.5 } }, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        var held = await UndoAsync(world, await world.SyncAsync());
        held.Outcome.ShouldBe(RunOutcome.HeldBack);
        world.B.Records("People").Count.ShouldBe(1);
        var plan = (await world.Get<PlanStore>().OfRunAsync(held.Id))!;
        (await world.Get<PlanVerbs>().ReleaseAsync(plan.Id, "Ola")).ShouldBeTrue();
        var run = await world.Get<SyncRunner>().RunAsync(new SyncRequest("shop", RunKind.Undo, RunTrigger.Person, "Ola") { PlanId = plan.Id }, null, CancellationToken.None);
        (run.Outcome, run.Counts.DeletedB).ShouldBe((RunOutcome.Done, 1));
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
