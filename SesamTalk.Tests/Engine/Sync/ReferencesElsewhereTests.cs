using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Orders in one dataflow, and the customers that they refer to in another over the same two systems.</summary>
public sealed class ReferencesElsewhereTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reference_is_translated_by_the_links_of_another_dataflow_and_waits_until_there_is_one(bool isTurned)
    {
        await using var world = await TwoSystems.StartAsync([Orders, Customers(isTurned)], Shop.SystemA, Shop.SystemB);
        var customer = world.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@x.example"));
        var order = world.A.Insert("Orders", V("No", "7"), V("CustomerId", long.Parse(customer.Text, System.Globalization.CultureInfo.InvariantCulture)));
        (await world.SyncAsync(dataflow: "orders")).Outcome.ShouldBe(RunOutcome.NothingToDo);
        var waits = (await world.Memory.UnlinkedAsync("orders")).ShouldHaveSingleItem();
        (waits.Id, waits.State).ShouldBe((order, Population.Waiting));
        waits.Reason.ToString().ShouldContain(customer.Text);
        await world.SyncAsync(dataflow: "customers");
        await world.SyncAsync(dataflow: "orders");
        var person = world.B.Records("People").ShouldHaveSingleItem();
        var bill = world.B.Records("Bills").ShouldHaveSingleItem();
        (bill["Number"], bill["Customer"]).ShouldBe(("7", person.Id!.Value.Text));
        // And back: another customer in B, known by the other dataflow.
        var other = world.B.Insert("People", V("Label", "Ola"), V("Mail", "ola@x.example"), V("Kind", "customer"));
        await world.SyncAsync(dataflow: "customers");
        world.B.Edit("Bills", bill.Id!.Value, "Customer", other.Text);
        await world.SyncAsync(dataflow: "orders");
        world.A.Record("Orders", order)!["CustomerId"].ShouldBe(world.A.Records("Customers").Single(one => Equals(one["Name"], "Ola"))["Id"]);
        (await world.SyncAsync(RunKind.Everything, "orders")).Counts.Writes.ShouldBe(0);
    }

    private static Dataflow Orders => Shop.Dataflow with
    {
        Id = "orders", Pairs = [Shop.Dataflow.Pairs.Single(pair => pair.Id == "orders") with { Properties = [Shop.Row("No", "Number"), Shop.Row("CustomerId", "Customer")] }],
    };

    private static Dataflow Customers(bool isTurned)
    {
        var pair = Shop.Dataflow.Pairs.Single(pair => pair.Id == "customers") with { Properties = [Shop.Row("Name", "Label"), Shop.Row("Email", "Mail")] };
        if (!isTurned) return Shop.Dataflow with { Id = "customers", Pairs = [pair] };
        var turned = pair with { A = pair.B, B = pair.A, Keys = [new MergeKey([new KeyPart("Mail", "Email")])], Properties = [Shop.Row("Label", "Name"), Shop.Row("Mail", "Email")] };
        return Shop.Dataflow with { Id = "customers", A = Shop.Dataflow.B, B = Shop.Dataflow.A, Pairs = [turned] };
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
