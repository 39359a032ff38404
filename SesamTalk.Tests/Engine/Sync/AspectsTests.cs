using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Several pairs over one entity: aspects share a partner, a discriminator chooses, and what nobody takes is said.</summary>
public sealed class AspectsTests
{
    [Fact]
    public async Task A_second_aspect_links_the_partner_of_the_first_and_creates_nothing()
    {
        await using var world = await StartAsync();
        world.A.Insert("Clients", V("Name", "Kari"), V("Sort", "person"), V("Phone", "123"));
        world.B.Insert("Cards", V("Label", "Nord AS"), V("Kind", "firm"), V("Telephone", "456"));
        await world.SettleAsync();
        (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe((2, 2));
        world.B.Records("Cards").Single(card => (string?)card["Label"] == "Kari")["Telephone"].ShouldBe("123");
        world.A.Records("Clients").Single(client => (string?)client["Name"] == "Nord AS")["Phone"].ShouldBe("456");
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task A_record_that_changes_aspect_takes_its_link_along()
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Clients", V("Name", "Kari"), V("Email", "kari@nord.example"), V("Sort", "person"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single().Id!.Value;
        world.A.Edit("Clients", id, "Sort", "firm");
        world.A.Edit("Clients", id, "Name", "Kari AS");
        await world.SettleAsync();
        var after = world.B.Record("Cards", card)!;
        (after["Label"], after["Kind"], world.B.Records("Cards").Count, world.A.Records("Clients").Count).ShouldBe(("Kari AS", "firm", 1, 1));
        (await world.Memory.LinksAsync("clinic", "firms", Side.A, [id])).Values.ShouldHaveSingleItem().B.ShouldBe(card);
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [id])).ShouldBeEmpty();
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task A_record_in_two_aspects_keeps_each_property_to_its_own_pair()
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Clients", V("Name", "Kari"), V("Sort", "person"), V("Phone", "123"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single().Id!.Value;
        world.A.Edit("Clients", id, "Phone", "124");
        world.B.Edit("Cards", card, "Label", "Kari N.");
        await world.SettleAsync();
        (world.A.Record("Clients", id)!["Name"], world.B.Record("Cards", card)!["Telephone"]).ShouldBe(("Kari N.", "124"));
        world.A.Edit("Clients", id, "Phone", "125");
        world.B.Edit("Cards", card, "Telephone", "126");
        world.A.Edit("Clients", id, "Name", "Kari Nord");
        await world.SettleAsync();
        world.B.Record("Cards", card)!["Label"].ShouldBe("Kari Nord");
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem().PairId.ShouldBe("phones");
        (await LinkedAsync(world, id)).ShouldBe(["persons", "phones"]);
    }

    [Theory]
    [InlineData(Side.A)]
    [InlineData(Side.B)]
    public async Task A_record_that_moves_there_and_back_keeps_its_partner_and_its_edits(Side editor)
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Clients", V("Name", "Kari"), V("Email", "kari@nord.example"), V("Sort", "person"), V("Phone", "123"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single().Id!.Value;
        foreach (var (sort, name, phone) in new[] { ("firm", "Kari AS", "124"), ("person", "Kari again", "125"), ("firm", "Kari ASA", "126") })
        {
            if (editor == Side.A) Edit(world.A, "Clients", id, V("Sort", sort), V("Name", name), V("Phone", phone));
            else Edit(world.B, "Cards", card, V("Kind", sort), V("Label", name), V("Telephone", phone));
            await world.SettleAsync();
            var (client, there) = (world.A.Record("Clients", id)!, world.B.Record("Cards", card)!);
            (client["Sort"], client["Name"], client["Phone"]).ShouldBe((sort, name, phone));
            (there["Kind"], there["Label"], there["Telephone"]).ShouldBe((sort, name, phone));
            (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe((1, 1));
            (await LinkedAsync(world, id)).ShouldBe([$"{sort}s", "phones"]);
        }

        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task A_record_that_leaves_one_of_its_aspects_stays_in_the_other_and_may_come_back()
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Clients", V("Name", "Kari"), V("Sort", "person"), V("Phone", "123"));
        await world.SettleAsync();
        world.A.Edit("Clients", id, "Phone", null);
        world.A.Edit("Clients", id, "Name", "Kari N.");
        await world.SettleAsync();
        var card = world.B.Records("Cards").ShouldHaveSingleItem();
        card["Label"].ShouldBe("Kari N.");
        (await world.Memory.LinksNotInSyncAsync("clinic")).Select(link => (link.PairId, link.State)).ShouldBe([("phones", Population.OutOfScope)]);
        world.A.Edit("Clients", id, "Phone", "999");
        await world.SettleAsync();
        world.B.Record("Cards", card.Id!.Value)!["Telephone"].ShouldBe("999");
        (await world.Memory.LinksNotInSyncAsync("clinic")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_is_deleted_in_two_aspects_is_deleted_across_once()
    {
        await using var world = await TwoSystems.StartAsync(ConflictStory.WithDeletes(Clinic.Dataflow, SesamTalk.Engine.Dataflows.DeleteRule.CarryOut), Clinic.SystemA, Clinic.SystemB);
        var id = world.A.Insert("Clients", V("Name", "Kari"), V("Sort", "person"), V("Phone", "123"));
        await world.SettleAsync();
        world.A.Delete("Clients", id);
        await world.SyncAsync(RunKind.Everything);
        await world.SettleAsync();
        world.B.Records("Cards").ShouldBeEmpty();
        world.B.Journal.Count(act => act.Kind == SesamTalk.Engine.Connectors.WriteKind.Delete).ShouldBe(1);
        (await world.Memory.LinksNotInSyncAsync("clinic")).Select(link => (link.PairId, link.State, link.AsksPerson)).ShouldBe([("persons", Population.Deleted, false), ("phones", Population.Deleted, false)], ignoreOrder: true);
        world.A.Records("Clients").ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_conditions_all_must_hold_and_all_are_written_to_what_is_created()
    {
        var two = Clinic.Dataflow with { Pairs = [Clinic.Dataflow.Pairs[0] with { A = Clinic.Dataflow.Pairs[0].A with { Filters = [new("person", "Sort"), new("(filled)", "Email")] }, B = Clinic.Dataflow.Pairs[0].B with { Filters = [new("person", "Kind"), new("1", "Telephone")] } }] };
        await using var world = await TwoSystems.StartAsync(two, Clinic.SystemA, Clinic.SystemB);
        world.A.Insert("Clients", V("Name", "Without mail"), V("Sort", "person"));
        world.A.Insert("Clients", V("Name", "Firm"), V("Sort", "firm"), V("Email", "firm@nord.example"));
        world.A.Insert("Clients", V("Name", "Kari"), V("Sort", "person"), V("Email", "kari@nord.example"));
        world.B.Insert("Cards", V("Label", "Half"), V("Kind", "person"), V("Telephone", "2"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single(one => (string?)one["Label"] == "Kari");
        (card["Kind"], card["Telephone"], world.B.Records("Cards").Count, world.A.Records("Clients").Count).ShouldBe(("person", "1", 2, 3));
    }

    [Fact]
    public async Task A_helper_of_somebody_that_no_pair_takes_stays_outside_with_the_reason_and_comes_in_with_its_client()
    {
        await using var world = await StartAsync();
        var client = world.A.Insert("Clients", V("Name", "Odd"), V("Sort", "pet"));
        world.A.Insert("Helpers", V("Name", "Ola"), V("Client", client.Text));
        await world.SettleAsync();
        var outside = (await world.Memory.UnlinkedAsync("clinic")).ToDictionary(entry => entry.Label);
        (outside["Odd"].State, outside["Odd"].Reason.ToString()).ShouldBe((Population.OutOfScope, "no pair's filters take it"));
        outside["Ola"].State.ShouldBe(Population.OutOfScope);
        outside["Ola"].Reason.ToString().ShouldContain($"refers to Clients {client}, which stays out");
        world.A.Edit("Clients", client, "Sort", "person");
        await world.SettleAsync();
        world.B.Records("Hands").Single()["Card"].ShouldBe(world.B.Records("Cards").Single().Id!.Value.Text);
        (await world.Memory.UnlinkedAsync("clinic")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("supplier")]
    public async Task A_record_of_a_shared_entity_that_no_discriminator_fits_is_for_a_person_to_choose(string? kind)
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.B.Insert("People", V("Label", "Whoever"), V("Kind", kind));
        await world.SettleAsync();
        var entry = (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem();
        (entry.PairId, entry.State, entry.AsksPerson).ShouldBe(("customers", Population.Unlinked, true));
        (world.A.Records("Customers").Count, world.A.Records("Contacts").Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_we_created_for_one_source_is_not_created_back_for_its_sibling()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Kari"));
        await world.SettleAsync();
        world.B.Edit("People", world.B.Records("People").Single().Id!.Value, "Kind", "contact");
        await world.SettleAsync();
        (world.A.Records("Customers").Count, world.A.Records("Contacts").Count, world.B.Records("People").Count).ShouldBe((1, 0, 1));
    }

    private static void Edit(SesamTalk.Engine.Connectors.Memory.MemorySystem system, string entity, RecordId id, params KeyValuePair<string, object?>[] values)
    {
        foreach (var (path, value) in values) system.Edit(entity, id, path, value);
    }

    private static async Task<List<string>> LinkedAsync(TwoSystems world, RecordId client)
    {
        var linked = new List<string>();
        foreach (var pair in Clinic.Dataflow.Pairs.Take(3))
            if ((await world.Memory.LinksAsync("clinic", pair.Id, Side.A, [client])).Count > 0) linked.Add(pair.Id);
        return linked;
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Clinic.Dataflow, Clinic.SystemA, Clinic.SystemB);
}
