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

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Clinic.Dataflow, Clinic.SystemA, Clinic.SystemB);
}
