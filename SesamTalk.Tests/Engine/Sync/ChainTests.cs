using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Several dataflows over the same systems: nothing is copied back to where it came from, and what one links the others know.</summary>
public sealed class ChainTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_record_that_goes_round_three_systems_is_made_once_in_each(int start)
    {
        // A to B, B to C, C back to A: without keys nothing but the links can tell.
        await using var world = await TwoSystems.StartAsync([Flow("ab", "a", "b"), Flow("bc", "b", "c"), Flow("ca", "c", "a")], System, System, System);
        ImmutableArray<MemorySystem> systems = [world.A, world.B, world.C];
        systems[start].Insert("Things", V("Name", "one"));
        await world.SettleAsync();
        systems.Select(system => system.Records("Things").Count).ShouldBe([1, 1, 1]);
        systems.Select(system => system.Journal.Count(act => act.Actor == MemoryActor.Engine && act.Kind == SesamTalk.Engine.Connectors.WriteKind.Create)).Sum().ShouldBe(2);
        systems[(start + 1) % 3].Edit("Things", systems[(start + 1) % 3].Records("Things")[0].Id!.Value, "Name", "two");
        await world.SettleAsync();
        systems.Select(system => system.Records("Things").Single()["Name"]).ShouldAllBe(name => (string?)name == "two");
        foreach (var id in new[] { "ab", "bc", "ca" }) (await world.SyncAsync(RunKind.Everything, id)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_copied_back_says_so_and_is_counted_out_of_scope()
    {
        await using var world = await TwoSystems.StartAsync([Flow("ab", "a", "b"), Flow("bc", "b", "c"), Flow("ca", "c", "a")], System, System, System);
        world.A.Insert("Things", V("Name", "one"));
        await world.SyncAsync(dataflow: "ab");
        await world.SyncAsync(dataflow: "bc");
        await world.SyncAsync(dataflow: "ca");
        var left = (await world.Memory.UnlinkedAsync("ca")).Where(entry => entry.Side == Side.A).ToList();
        left.Select(entry => (entry.State, entry.Reason.ToString())).ShouldBe([(Population.OutOfScope, "A has it already, through other dataflows, and gets no copy of its own record")]);
        world.A.Records("Things").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_dataflow_between_the_same_systems_does_not_bring_back_what_the_first_made()
    {
        await using var world = await TwoSystems.StartAsync([Flow("one", "a", "b"), Flow("two", "b", "a")], System, System);
        world.A.Insert("Things", V("Name", "one"));
        await world.SyncAsync(dataflow: "one");
        await world.SyncAsync(dataflow: "two");
        await world.SettleAsync();
        // "two" is a dataflow of its own and makes its own partner for A's record; B's, made from A's, is not brought back.
        world.A.Records("Things").Count.ShouldBe(1);
    }

    private static Dataflow Flow(string id, string a, string b) => new()
    {
        Id = id, Title = $"{a} to {b} Dataflow", A = new() { DocumentName = a.ToUpperInvariant(), SystemId = a }, B = new() { DocumentName = b.ToUpperInvariant(), SystemId = b },
        Pairs = [new Pair { Id = "things", A = new PairSide { Name = "Things", Entity = "Things" }, B = new PairSide { Name = "Things", Entity = "Things" }, ToA = new Direction { Creation = CreationRule.Every }, ToB = new Direction { Creation = CreationRule.Every }, Properties = [Shop.Row("Name", "Name")] }],
    };

    private static MemorySystem System(TimeProvider clock) => new MemorySystem(clock).With(new(
        new Schema("Things", [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, new SchemaProperty("Name", PropertyType.Text), new SchemaProperty("Ref", PropertyType.Text)]),
        new() { ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref"] }) { Label = ["Name"] });

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
