using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class RebuildLinksTests
{
    [Fact]
    public async Task Rebuilding_links_by_key_writes_in_no_system_and_the_next_run_brings_over_what_waits()
    {
        await using var story = await ConflictStory.StartAsync();
        var world = story.World;
        story.EditA("Bergen"); // of a link that is there: left to the next run
        var known = world.A.Insert("Customers", V("Name", "Ås Bakeri"), V("Email", "post@as.example"), V("Address.City", "Ås"));
        world.B.Insert("People", V("Label", "Ås Bakeri"), V("Mail", "post@as.example"), V("Kind", "customer"));
        world.A.Insert("Customers", V("Name", "Alone"), V("Email", "alone@x.example"));
        var before = (Engine(world.A), Engine(world.B));

        var run = await world.SyncAsync(RunKind.Rebuild);
        (run.Outcome, run.Counts.Linked, run.Counts.Writes, run.Counts.Waiting).ShouldBe((RunOutcome.Done, 1, 0, 1));
        (Engine(world.A), Engine(world.B)).ShouldBe(before);
        var link = (await world.Memory.LinksAsync("shop", "customers", Side.A, [known])).Values.ShouldHaveSingleItem();
        (link.State, link.Reason.In("nb")).ShouldBe((Population.Waiting, "koblet; neste kjøring fører over det som er ulikt"));
        world.B.Records("People").Count.ShouldBe(2);
        (await world.SyncAsync(RunKind.Rebuild)).Counts.Linked.ShouldBe(0); // a second one has nothing to do

        var next = await world.SyncAsync();
        (next.Counts.CreatedB, next.Counts.Linked, story.Cities.B).ShouldBe((1, 0, "Bergen"));
        world.B.Record("People", link.B)!["City"].ShouldBe("Ås");
        (await world.Memory.LinksByIdAsync([link.Id])).ShouldHaveSingleItem().State.ShouldBe(Population.InSync);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Rebuilding_deletes_nothing_and_asks_about_what_fits_several()
    {
        await using var story = await ConflictStory.StartAsync();
        var world = story.World;
        world.A.Delete("Customers", story.IdA);
        world.A.Insert("Customers", V("Name", "Twin"), V("Email", "twin@x.example"));
        world.B.Insert("People", V("Label", "Twin 1"), V("Mail", "twin@x.example"), V("Kind", "customer"));
        world.B.Insert("People", V("Label", "Twin 2"), V("Mail", "twin@x.example"), V("Kind", "customer"));
        var run = await world.SyncAsync(RunKind.Rebuild);
        (run.Counts.Writes, run.Counts.Linked, world.B.Records("People").Count).ShouldBe((0, 0, 3));
        (await story.LinkAsync()).State.ShouldBe(Population.InSync);
        (await world.Memory.UnlinkedAsync("shop")).ShouldContain(record => record.State == Population.Ambiguous);
    }

    private static int Engine(MemorySystem system) => system.Journal.Count(act => act.Actor == MemoryActor.Engine);

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
