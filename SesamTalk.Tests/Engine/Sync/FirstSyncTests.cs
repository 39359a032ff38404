using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class FirstSyncTests
{
    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static long Number(RecordId id) => long.Parse(id.Text, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);

    [Fact]
    public async Task A_record_of_each_side_is_created_in_the_other_and_then_all_is_silent()
    {
        await using var world = await StartAsync();
        world.A.Insert("Customers", V("Name", "Fjord Kafé"), V("Email", "post@fjord.example"), V("Address.City", "Ålesund"), V("Limit", 1200.50m));
        world.B.Insert("People", V("Label", "Kari Nord"), V("Mail", "kari@nord.example"), V("City", "Bodø"), V("Kind", "customer"));
        var run = await world.SyncAsync();
        (run.Outcome, run.Reason.ToString()).ShouldBe((RunOutcome.Done, ""));
        (run.Counts.CreatedA, run.Counts.CreatedB).ShouldBe((1, 1));
        world.B.Records("People").Single(p => (string?)p["Label"] == "Fjord Kafé")["CreditLimit"].ShouldBe("1200.5");
        world.B.Records("People").Single(p => (string?)p["Label"] == "Fjord Kafé")["Kind"].ShouldBe("customer");
        world.A.Records("Customers").Single(c => (string?)c["Name"] == "Kari Nord")["Address.City"].ShouldBe("Bodø");
        var quiet = await world.SyncAsync(RunKind.Everything);
        (quiet.Outcome, quiet.Counts.Writes, quiet.Counts.Linked).ShouldBe((RunOutcome.NothingToDo, 0, 0));
    }

    [Fact]
    public async Task An_edit_on_either_side_reaches_the_other_and_nothing_comes_back()
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Customers", V("Name", "Fjord Kafé"), V("Email", "post@fjord.example"), V("Address.City", "Ålesund"));
        await world.SettleAsync();
        var partner = world.B.Records("People").Single();
        world.A.Edit("Customers", id, "Address.City", "Molde");
        (await world.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
        world.B.Record("People", partner.Id!.Value)!["City"].ShouldBe("Molde");
        world.B.Edit("People", partner.Id.Value, "City", "Tromsø");
        (await world.SyncAsync()).Counts.UpdatedA.ShouldBe(1);
        world.A.Record("Customers", id)!["Address.City"].ShouldBe("Tromsø");
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
        world.A.Journal.Count(act => act.Actor == MemoryActor.Engine).ShouldBe(1);
    }

    [Fact]
    public async Task Records_that_a_key_finds_are_linked_and_only_their_blanks_are_filled()
    {
        await using var world = await StartAsync();
        world.A.Insert("Customers", V("Name", "Kari Nord"), V("Email", "KARI@nord.example "), V("Address.City", "Bodø"));
        world.B.Insert("People", V("Label", "Kari Nord"), V("Mail", "kari@nord.example"), V("Kind", "customer"));
        var run = await world.SyncAsync();
        (run.Counts.Linked, run.Counts.CreatedA, run.Counts.CreatedB).ShouldBe((1, 0, 0));
        world.B.Records("People").Single()["City"].ShouldBe("Bodø");
    }

    [Fact]
    public async Task Two_records_with_one_key_are_for_a_person_and_nothing_is_created_for_them()
    {
        await using var world = await StartAsync();
        world.A.Insert("Customers", V("Name", "One"), V("Email", "same@x.example"));
        world.B.Insert("People", V("Label", "First"), V("Mail", "same@x.example"), V("Kind", "customer"));
        world.B.Insert("People", V("Label", "Second"), V("Mail", "same@x.example"), V("Kind", "customer"));
        var run = await world.SyncAsync();
        (run.Outcome, run.Counts.Writes, run.Counts.Linked).ShouldBe((RunOutcome.DoneWithConflicts, 0, 0));
        (await world.Memory.UnlinkedAsync("shop")).Select(u => u.State).ShouldBe([Population.Ambiguous, Population.Ambiguous, Population.Ambiguous]);
    }

    [Fact]
    public async Task A_reference_is_translated_through_the_links_even_when_its_record_is_created_in_the_same_run()
    {
        await using var world = await StartAsync();
        var customer = world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        var contact = world.A.Insert("Contacts", V("Name", "Ola"));
        world.A.Insert("Orders", V("No", "1"), V("Currency", "NOK"), V("CustomerId", Number(customer)), V("ContactId", Number(contact)));
        world.A.Insert("Orders", V("No", "2"), V("Currency", "EUR"), V("ContactId", Number(contact)));
        await world.SettleAsync();
        var people = world.B.Records("People").ToDictionary(p => (string)p["Label"]!, p => p.Id!.Value.Text);
        world.B.Records("Bills").ToDictionary(b => (string)b["Number"]!, b => b["Customer"]).ShouldBe(new Dictionary<string, object?> { ["1"] = people["Fjord Kafé"], ["2"] = people["Ola"] }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_reference_that_comes_back_goes_to_the_row_whose_entity_knows_it()
    {
        await using var world = await StartAsync();
        var customer = world.A.Insert("Customers", V("Name", "Fjord Kafé"));
        var contact = world.A.Insert("Contacts", V("Name", "Ola"));
        var order = world.A.Insert("Orders", V("No", "1"), V("CustomerId", Number(customer)));
        await world.SettleAsync();
        var ola = world.B.Records("People").Single(p => (string?)p["Label"] == "Ola").Id!.Value.Text;
        world.B.Edit("Bills", world.B.Records("Bills").Single().Id!.Value, "Customer", ola);
        await world.SettleAsync();
        var after = world.A.Record("Orders", order)!;
        (after["CustomerId"], after["ContactId"]).ShouldBe((null, Number(contact)));
    }
}
