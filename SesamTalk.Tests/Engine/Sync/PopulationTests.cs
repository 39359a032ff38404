using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Every record of both systems is counted once, and the sums are right.</summary>
public sealed class PopulationTests
{
    private static readonly string[] Kinds = ["customer", "contact", "stranger", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_any_workload_each_record_of_both_systems_is_remembered_exactly_once(int seed)
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var random = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            for (var step = 0; step < 8; step++) Work(world, random, round * 10 + step);
            await world.SyncAsync(round % 2 == 0 ? RunKind.Changes : RunKind.Everything);
        }

        await world.SyncAsync(RunKind.Everything);
        var counted = await CountedAsync(world);
        foreach (var (side, system, entities) in new[] { (Side.A, world.A, new[] { "Customers", "Contacts", "Orders" }), (Side.B, world.B, ["People", "Bills"]) })
        {
            foreach (var record in entities.SelectMany(entity => system.Records(entity).Select(record => (entity, record.Id!.Value))))
                counted.Count(one => one == (side, record.entity, record.Value)).ShouldBe(1, $"{side} {record} with seed {seed}");
        }
    }

    [Fact]
    public async Task The_nine_counts_add_up_to_the_links_and_the_records_without_one()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var random = new Random(7);
        for (var step = 0; step < 20; step++) Work(world, random, step);
        await world.SyncAsync();
        var counts = (await world.Populations.OfAsync("shop")).All;
        var stored = (await LinksAsync(world)).Count + (await world.Memory.UnlinkedAsync("shop")).Count;
        counts.Total.ShouldBe(stored);
        Enum.GetValues<Population>().Sum(counts.Of).ShouldBe(stored);
        Enum.GetValues<Headline>().Sum(counts.Of).ShouldBe(stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pause_counts_every_record_of_the_pair_as_paused(bool all)
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Kari"));
        world.A.Insert("Contacts", KeyValuePair.Create("Name", (object?)"Ola"));
        await world.SettleAsync();
        var stored = (await world.Dataflows.FindAsync("shop"))!;
        await world.Dataflows.SaveAsync(all ? stored with { PausedBecause = "holiday" } : stored with { Pairs = [stored.Pairs[0] with { PausedBecause = "holiday" }, .. stored.Pairs[1..]] }, "test", "");
        var counts = await world.Populations.OfAsync("shop");
        (counts.Pairs["customers"].Of(Population.Paused), counts.Pairs["contacts"].Of(Population.Paused)).ShouldBe((1, all ? 1 : 0));
        counts.All.Of(Headline.InSync).ShouldBe(all ? 0 : 1);
    }

    private static void Work(TwoSystems world, Random random, int number)
    {
        var name = KeyValuePair.Create("Name", (object?)$"n{number}");
        var mail = KeyValuePair.Create("Email", (object?)(random.Next(3) == 0 ? "" : $"m{random.Next(12)}@x.example"));
        switch (random.Next(7))
        {
            case 0: world.A.Insert("Customers", name, mail); break;
            case 1: world.A.Insert("Contacts", name, mail); break;
            case 2 or 3: world.B.Insert("People", KeyValuePair.Create("Label", name.Value), KeyValuePair.Create("Mail", mail.Value), KeyValuePair.Create("Kind", (object?)Kinds[random.Next(4)])); break;
            case 4: world.A.Insert("Orders", KeyValuePair.Create("No", name.Value), KeyValuePair.Create("CustomerId", (object?)(1000L + random.Next(5)))); break;
            case 5 when world.B.Records("People") is { Count: > 0 } people: world.B.Edit("People", people[random.Next(people.Count)].Id!.Value, "Kind", Kinds[random.Next(4)]); break;
            case 6 when world.A.Records("Customers") is { Count: > 0 } customers: world.A.Delete("Customers", customers[random.Next(customers.Count)].Id!.Value); break;
        }
    }

    private static async Task<List<(Side, string, RecordId)>> CountedAsync(TwoSystems world)
    {
        var entities = Shop.Dataflow.Pairs.ToDictionary(pair => pair.Id, pair => (A: pair.A.Entity, B: pair.B.Entity));
        var links = (await LinksAsync(world)).SelectMany(link => new[] { (Side.A, entities[link.PairId].A, link.A), (Side.B, entities[link.PairId].B, link.B) });
        return [.. links, .. (await world.Memory.UnlinkedAsync("shop")).Select(entry => (entry.Side, entry.Side == Side.A ? entities[entry.PairId].A : entities[entry.PairId].B, entry.Id))];
    }

    private static async Task<List<Link>> LinksAsync(TwoSystems world)
    {
        var links = new List<Link>();
        foreach (var pair in Shop.Dataflow.Pairs)
        {
            await foreach (var link in world.Memory.AllLinksAsync("shop", pair.Id)) links.Add(link);
        }

        return links;
    }
}
