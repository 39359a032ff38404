using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoOrderTests : GoTest
{
    [Fact]
    public async Task An_order_is_made_with_its_lines_and_adds_them_up()
    {
        var order = await OrderAsync();
        order["CurrencyCode"]!.ToString().ShouldBe("NOK");
        order["CustomerNo"]!.GetValue<long>().ShouldBe(10000);
        order["LineCount"]!.GetValue<int>().ShouldBe(2);
        order["NetAmount"]!.GetValue<decimal>().ShouldBe(300m);
        order["TotalAmount"]!.GetValue<decimal>().ShouldBe(375m);
        order["SalesOrderLines"]![0]!["Description"]!.ToString().ShouldBe("Ullpledd");
        order["IsCreatedByCurrentIntegration"]!.GetValue<bool>().ShouldBeTrue();
        var header = (await GetAsync("SalesOrders")).Body![0]!.AsObject();
        header.ContainsKey("SalesOrderLines").ShouldBeFalse();
        (await PostAsync("SalesOrders", "{}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_order_with_a_bad_line_is_not_made_at_all()
    {
        (await PostAsync("SalesOrders/Complete", """{"SalesOrderLines":[{"Description":"God"},{"ProductId":77,"Quantity":1}]}""")).Status.ShouldBe(404);
        (await GetAsync("SalesOrders")).Status.ShouldBe(204);
        (await JournalAsync(SandboxHost.PowerOfficeGo)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_moves_its_orders_stamp_only_when_the_dial_says_so()
    {
        var order = await OrderAsync();
        var line = $"SalesOrders/{order["Id"]}/Lines/{order["SalesOrderLines"]![0]!["Id"]}";
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await PatchAsync(line, "/Quantity", 4)).Body!["NetAmount"]!.GetValue<decimal>().ShouldBe(400m);
        (await GetAsync("SalesOrders?lastChangedDateTimeOffsetGreaterThan=2025-03-14T09:27:00Z")).Status.ShouldBe(204);
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["lineEditBumpsOrder"] = true });
        await PatchAsync(line, "/Quantity", 5);
        (await GetAsync("SalesOrders?lastChangedDateTimeOffsetGreaterThan=2025-03-14T09:27:00Z")).Body!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_confirmed_order_is_locked_until_it_is_a_draft_again()
    {
        var order = await OrderAsync();
        var path = "SalesOrders/" + order["Id"];
        (await PatchAsync(path, "/SalesOrderStatus", "Confirmed")).Status.ShouldBe(200);
        (await PatchAsync(path, "/CustomerReference", "Kåre")).Status.ShouldBe(400);
        (await PostAsync(path + "/Lines", """{"Description":"Mer"}""")).Status.ShouldBe(400);
        (await DeleteAsync(path)).Status.ShouldBe(409);
        (await PatchAsync(path, "/SalesOrderStatus", "Draft")).Status.ShouldBe(200);
        (await PatchAsync(path, "/CustomerReference", "Kåre")).Body!["CustomerReference"]!.ToString().ShouldBe("Kåre");
    }

    [Fact]
    public async Task A_contact_person_on_the_order_gives_it_its_reference()
    {
        var order = await OrderAsync();
        var person = (await PostAsync("ContactPersons/" + order["CustomerId"], """{"FirstName":"Pål","LastName":"Vågen"}""")).Body!["Id"]!;
        var named = await PatchAsync("SalesOrders/" + order["Id"], "/CustomerReferenceContactPersonId", person.DeepClone());
        named.Body!["CustomerReference"]!.ToString().ShouldBe("Pål Vågen");
        (await DeleteAsync($"ContactPersons/{order["CustomerId"]}/{person}")).Status.ShouldBe(409);
        (await DeleteAsync("Customers/" + order["CustomerId"])).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_sent_order_leaves_and_is_an_invoice_of_the_same_id()
    {
        var order = await OrderAsync();
        var sent = await PostAsync($"SalesOrders/{order["Id"]}/createAndSendInvoice", "{}");
        sent.Status.ShouldBe(202);
        sent.Location!.ShouldContain("/Demo/v2/SalesOrders/sentState?id=" + order["Id"]);
        (await GetAsync("SalesOrders/" + order["Id"])).Status.ShouldBe(404);
        (await GetAsync("SalesOrders")).Status.ShouldBe(204);
        var invoice = (await GetAsync("OutgoingInvoices/" + order["Id"])).Body!;
        invoice["TotalAmount"]!.GetValue<decimal>().ShouldBe(375m);
        invoice["OrderNo"]!.GetValue<long>().ShouldBe(order["SalesOrderNo"]!.GetValue<long>());
        var lines = (await GetAsync($"OutgoingInvoices/{order["Id"]}/Lines")).Body!.AsArray();
        lines.Select(line => line!["Id"]!.GetValue<long>()).ShouldBe([500001, 500002]);
        var state = (await GetAsync($"SalesOrders/sentState?id={order["Id"]}")).Body!.AsArray().Single()!;
        state["InvoiceNo"]!.GetValue<long>().ShouldBe(30001);
    }

    [Fact]
    public async Task Deleting_an_order_takes_its_lines_along()
    {
        var order = await OrderAsync();
        (await DeleteAsync("SalesOrders/" + order["Id"])).Status.ShouldBe(200);
        (await JournalAsync(SandboxHost.PowerOfficeGo)).Count(entry => entry.StartsWith("delete SalesOrderLines", StringComparison.Ordinal)).ShouldBe(2);
        (await GetAsync($"SalesOrders/{order["Id"]}/Lines")).Status.ShouldBe(404);
    }

    private async Task<JsonNode> OrderAsync()
    {
        var customer = await CompanyAsync();
        var product = (await PostAsync("Products", """{"Name":"Ullpledd","UnitPrice":100}""")).Body!["Id"];
        var made = await PostAsync("SalesOrders/Complete", $$"""
            {"CustomerId":{{customer}},"SalesOrderLines":[{"ProductId":{{product}},"Quantity":3},{"LineType":"Text","Description":"Hilsen"}]}
            """);
        made.Status.ShouldBe(201, made.Text);
        return made.Body!;
    }
}
