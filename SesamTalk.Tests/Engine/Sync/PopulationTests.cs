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
        var counted = await CountedAsync(world, Shop.Dataflow);
        foreach (var (side, system, entities) in new[] { (Side.A, world.A, new[] { "Customers", "Contacts", "Orders" }), (Side.B, world.B, ["People", "Bills"]) })
        {
            foreach (var record in entities.SelectMany(entity => system.Records(entity).Select(record => (entity, record.Id!.Value))))
                counted.Count(one => one == (side, record.entity, record.Value)).ShouldBe(1, $"{side} {record} with seed {seed}");
        }
    }

    [Theory]
    [InlineData("depot", 1)]
    [InlineData("depot", 2)]
    [InlineData("clinic", 1)]
    [InlineData("clinic", 2)]
    public async Task So_it_is_where_records_are_created_on_demand_and_where_filters_share_an_entity(string name, int seed)
    {
        var dataflow = name == "depot" ? Depot.Dataflow : Clinic.Dataflow with { Pairs = Clinic.Dataflow.Pairs.RemoveAt(2) };
        await using var world = name == "depot" ? await TwoSystems.StartAsync(dataflow, Depot.SystemA, Depot.SystemB) : await TwoSystems.StartAsync(dataflow, Clinic.SystemA, Clinic.SystemB);
        var random = new Random(seed);
        for (var round = 0; round < 3; round++)
        {
            for (var step = 0; step < 10; step++) Anything(world, dataflow, random, round * 10 + step);
            await world.SyncAsync(round == 1 ? RunKind.Changes : RunKind.Everything);
        }

        await world.SyncAsync(RunKind.Everything);
        var counted = await CountedAsync(world, dataflow);
        foreach (var (side, system) in new[] { (Side.A, world.A), (Side.B, world.B) })
        {
            foreach (var entity in dataflow.Pairs.Select(pair => pair.On(side).Entity).Distinct())
                foreach (var record in system.Records(entity)) counted.Count(one => one == (side, entity, record.Id!.Value)).ShouldBe(1, $"{side} {entity} {record.Id} with seed {seed}");
        }

        var counts = (await world.Populations.OfAsync(dataflow.Id)).All;
        Enum.GetValues<Population>().Sum(counts.Of).ShouldBe((await LinksAsync(world, dataflow)).Count + (await world.Memory.UnlinkedAsync(dataflow.Id)).Count);
    }

    [Fact]
    public async Task The_nine_counts_add_up_to_the_links_and_the_records_without_one()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var random = new Random(7);
        for (var step = 0; step < 20; step++) Work(world, random, step);
        await world.SyncAsync();
        var counts = (await world.Populations.OfAsync("shop")).All;
        var stored = (await LinksAsync(world, Shop.Dataflow)).Count + (await world.Memory.UnlinkedAsync("shop")).Count;
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

    // A new record with random words, references to whatever is there (or to nothing), or an edit or a deletion of one.
    private static void Anything(TwoSystems world, Dataflow dataflow, Random random, int number)
    {
        var (side, pair) = ((Side)random.Next(2), dataflow.Pairs[random.Next(dataflow.Pairs.Length)]);
        var (system, entity) = (side == Side.A ? world.A : world.B, pair.On(side).Entity);
        var present = system.Records(entity);
        if (present.Count > 2 && random.Next(5) == 0) system.Delete(entity, present[random.Next(present.Count)].Id!.Value);
        else if (present.Count > 0 && random.Next(4) == 0) system.Edit(entity, present[random.Next(present.Count)].Id!.Value, Word(system, entity, random), random.Next(3) == 0 ? "person" : $"e{number}");
        else system.Insert(entity, system.Description.Find(entity)!.Schema.Properties.Where(property => !property.IsKey && property.Path != "Ref").Select(property => KeyValuePair.Create(property.Path, (object?)Value(system, property, random, number))));
    }

    private static string Word(SesamTalk.Engine.Connectors.Memory.MemorySystem system, string entity, Random random) =>
        system.Description.Find(entity)!.Schema.Properties.Where(property => property is { IsKey: false, IsReference: false } && property.Path != "Ref").ToList() is var words ? words[random.Next(words.Count)].Path : "";

    private static string? Value(SesamTalk.Engine.Connectors.Memory.MemorySystem system, SchemaProperty property, Random random, int number)
    {
        if (!property.IsReference) return property.Path is "Sort" or "Kind" ? new[] { "person", "firm", "pet", null }[random.Next(4)] : $"w{number % 7}";
        var there = system.Records(property.References[0]);
        return there.Count == 0 || random.Next(4) == 0 ? null : there[random.Next(there.Count)].Id!.Value.Text;
    }

    private static async Task<List<(Side, string, RecordId)>> CountedAsync(TwoSystems world, Dataflow dataflow)
    {
        var entities = dataflow.Pairs.ToDictionary(pair => pair.Id, pair => (A: pair.A.Entity, B: pair.B.Entity));
        var links = (await LinksAsync(world, dataflow)).SelectMany(link => new[] { (Side.A, entities[link.PairId].A, link.A), (Side.B, entities[link.PairId].B, link.B) });
        return [.. links, .. (await world.Memory.UnlinkedAsync(dataflow.Id)).Select(entry => (entry.Side, entry.Side == Side.A ? entities[entry.PairId].A : entities[entry.PairId].B, entry.Id))];
    }

    private static async Task<List<Link>> LinksAsync(TwoSystems world, Dataflow dataflow)
    {
        var links = new List<Link>();
        foreach (var pair in dataflow.Pairs)
        {
            await foreach (var link in world.Memory.AllLinksAsync(dataflow.Id, pair.Id)) links.Add(link);
        }

        return links;
    }
}
