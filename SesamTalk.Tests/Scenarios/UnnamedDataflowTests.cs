using System.Text.Json.Nodes;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

public sealed class UnnamedDataflowTests
{
    [Fact]
    public async Task The_demo_story_comes_to_rest_and_then_writes_nothing()
    {
        await using var world = await UnnamedWorld.StartAsync(seed: true);
        var first = await world.SyncAsync();
        first.Outcome.ShouldBeOneOf(RunOutcome.Done, RunOutcome.DoneWithConflicts);
        var second = await world.SyncAsync();
        second.Counts.Writes.ShouldBe(0, Describe(world));
        var full = await world.SyncAsync(RunKind.Everything);
        (full.Counts.Writes, full.Counts.Linked, full.Counts.Conflicts).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_city_that_a_person_moves_to_travels_both_ways_and_then_nothing_is_written()
    {
        await using var world = await UnnamedWorld.StartAsync(seed: false);
        var person = await world.EditAsync("poweroffice-go", "Customers", "create", null, new JsonObject
        {
            ["IsPerson"] = true, ["FirstName"] = "Åse", ["LastName"] = "Nordgård", ["EmailAddress"] = "ase@nordgard.example",
            ["MailAddress"] = new JsonObject { ["AddressLine1"] = "Fjordgata 1", ["City"] = "Ålesund", ["ZipCode"] = "6002" },
        });
        var id = person["Id"]!.ToString();
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
        var partner = (await world.UnnamedAsync("customers-person"))!["items"]![0]!;
        (partner["first_name"]!.ToString(), partner["city"]!.ToString(), partner["country"]!.ToString()).ShouldBe(("Åse", "Ålesund", "NO"));

        await world.EditAsync("poweroffice-go", "Customers", "update", id, new JsonObject { ["MailAddress"] = new JsonObject { ["City"] = "Molde" } });
        (await world.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
        (await world.UnnamedAsync($"customers-person/{partner["id"]}"))!["city"]!.ToString().ShouldBe("Molde");

        await world.EditAsync("unnamed", "customers-person", "update", partner["id"]!.ToString(), new JsonObject { ["city"] = "Bodø" });
        (await world.SyncAsync()).Counts.UpdatedA.ShouldBe(1);
        var journal = await world.JournalAsync("poweroffice-go");
        journal.Last(e => e!["by"]!.ToString() == "api")!["changes"]!.AsObject().Single().Value!["to"]!.ToString().ShouldBe("Bodø");
        var quiet = await world.SyncAsync();
        (quiet.Outcome, quiet.Counts.Writes).ShouldBe((RunOutcome.NothingToDo, 0));
    }

    [Fact]
    public async Task A_sales_order_names_the_partner_of_its_customer_and_never_the_foreign_id()
    {
        await using var world = await UnnamedWorld.StartAsync(seed: false);
        var company = await world.EditAsync("poweroffice-go", "Customers", "create", null, new JsonObject { ["IsPerson"] = false, ["Name"] = "Fjord Kafé AS", ["EmailAddress"] = "post@fjord.example", ["OrganizationNumber"] = "987654325" });
        await world.EditAsync("poweroffice-go", "SalesOrders", "create", null, new JsonObject { ["CustomerId"] = company["Id"]!.DeepClone(), ["CurrencyCode"] = "EUR", ["ImportedOrderNo"] = 4711 });
        var run = await world.SyncAsync();
        run.Counts.CreatedB.ShouldBe(2, run.Reason.ToString());
        var partner = (await world.UnnamedAsync("customers-company"))!["items"]![0]!["id"]!.ToString();
        var invoice = (await world.UnnamedAsync("invoices"))!["items"]![0]!;
        (invoice["customer"]!.ToString(), invoice["currency"]!.ToString(), invoice["number"]!.ToString()).ShouldBe((partner, "EUR", "4711"));
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
    }

    private static string Describe(UnnamedWorld world)
    {
        using var db = world.Db;
        var unlinked = db.UnlinkedRecords.ToList().GroupBy(u => (u.PairId, u.Side, u.State, u.Reason)).Select(g => $"{g.Key} x{g.Count()} {g.First().Label}");
        var links = db.Links.ToList().GroupBy(l => (l.PairId, l.State, l.Origin, l.Reason)).Select(g => $"{g.Key} x{g.Count()}");
        var failed = db.Writes.ToList().Where(w => w.State != WriteState.Done).Take(10).Select(w => $"{w.PairId} {w.Act} {w.Side} {w.Label} {w.State}: {w.Message}");
        var last = db.Runs.ToList().OrderBy(r => r.Id).Last().Id;
        var written = db.Writes.ToList().Where(w => w.RunId == last).Select(w => $"{w.PairId} {w.Act} {w.Side} {w.Label}: {string.Join(", ", w.Before.Pairs)} -> {string.Join(", ", w.Sent.Pairs)} ({w.Because})");
        return string.Join('\n', unlinked.Concat(links).Concat(failed).Concat(written));
    }
}
