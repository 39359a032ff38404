using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Some records are created only because another one needs them.</summary>
public sealed class ReachabilityTests
{
    [Fact]
    public async Task What_an_order_names_is_created_with_what_that_names_and_nothing_else_is()
    {
        await using var world = await StartAsync();
        var (acme, other) = (world.A.Insert("Makers", V("Name", "Acme")), world.A.Insert("Makers", V("Name", "Other")));
        var wanted = world.A.Insert("Items", V("Name", "Saw"), V("Maker", acme.Text));
        world.A.Insert("Items", V("Name", "Axe"), V("Maker", other.Text));
        world.A.Insert("Orders", V("No", "1"), V("Item", wanted.Text));
        var run = await world.SyncAsync();
        run.Counts.CreatedB.ShouldBe(3);
        await world.SettleAsync();
        (Titles(world, "Brands"), Titles(world, "Goods")).ShouldBe(("Acme", "Saw"));
        world.B.Records("Sales").Single()["Goods"].ShouldBe(world.B.Records("Goods").Single().Id!.Value.Text);
        (await world.Memory.UnlinkedAsync("depot")).Select(entry => (entry.Label, entry.State)).ShouldBe([("Axe", Population.OutOfScope), ("Other", Population.OutOfScope)], ignoreOrder: true);
    }

    [Fact]
    public async Task An_order_that_comes_later_brings_what_it_names()
    {
        await using var world = await StartAsync();
        var item = world.A.Insert("Items", V("Name", "Saw"));
        await world.SettleAsync();
        world.B.Records("Goods").ShouldBeEmpty();
        world.A.Insert("Orders", V("No", "1"), V("Item", item.Text));
        await world.SettleAsync();
        Titles(world, "Goods").ShouldBe("Saw");
        (await world.Memory.UnlinkedAsync("depot")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_name_each_other_are_both_created_and_then_know_each_other()
    {
        await using var world = await StartAsync();
        var team = world.A.Insert("Teams", V("Name", "Blue"));
        var lead = world.A.Insert("Staff", V("Name", "Kari"), V("Team", team.Text));
        world.A.Insert("Staff", V("Name", "Ola"), V("Team", team.Text));
        world.A.Edit("Teams", team, "Lead", lead.Text);
        await world.SettleAsync();
        var group = world.B.Records("Groups").Single();
        var head = world.B.Records("Persons").Single(person => (string?)person["Title"] == "Kari");
        (group["Head"], head["Group"], world.B.Records("Persons").Count).ShouldBe((head.Id!.Value.Text, group.Id!.Value.Text, 2));
        (await world.Memory.LinksNotInSyncAsync("depot")).ShouldBeEmpty();
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Depot.Dataflow, Depot.SystemA, Depot.SystemB);

    private static string Titles(TwoSystems world, string entity) => string.Join(", ", world.B.Records(entity).Select(record => record["Title"]).Order());
}
