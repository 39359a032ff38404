using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>The CRM: a database of its own, edited by its own users and, without asking, by others.</summary>
public sealed class CrmTests : DirectTest
{
    private protected override string System => SandboxHost.CustomCrm;

    [Fact]
    public async Task Its_customers_and_orders_are_known_to_PowerOffice_by_number()
    {
        var known = (await GetAsync("Customers?PageSize=500")).Body!.AsArray().Select(one => one!["OrganizationNumber"]?.ToString()).OfType<string>().ToHashSet();
        var companies = (await RecordsAsync("Customer")).Where(one => !one["is_person"]!.GetValue<bool>()).ToList();
        companies.Count(one => known.Contains(one["org_number"]!.ToString())).ShouldBe(33);
        companies.Count(one => !known.Contains(one["org_number"]!.ToString())).ShouldBe(1);
        var mails = (await GetAsync("Customers?PageSize=500")).Body!.AsArray().Select(one => one!["EmailAddress"]?.ToString()).ToHashSet();
        (await RecordsAsync("Customer")).Count(one => one["is_person"]!.GetValue<bool>() && mails.Contains(one["email"]!.ToString())).ShouldBe(33);
        var orders = (await GetAsync("SalesOrders?PageSize=500")).Body!.AsArray().ToDictionary(one => one!["ImportedOrderNo"]!.ToString(), one => one!["SalesOrderDate"]!.ToString()[..10]);
        var own = (await RecordsAsync("Order")).Where(order => orders.ContainsKey(order["number"]!.ToString())).ToList();
        own.Count.ShouldBeGreaterThan(10);
        foreach (var order in own) orders[order["number"]!.ToString()].ShouldBe(order["order_date"]!.ToString());
        var codes = (await GetAsync("Products?PageSize=500")).Body!.AsArray().Select(one => one!["Code"]!.ToString()).ToList();
        (await RecordsAsync("Product")).Select(one => one["sku"]!.ToString()).Count(codes.Contains).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_person_edits_and_the_journal_tells_whose_it_was()
    {
        var made = await EditAsync("Customer", "create", null, new() { ["name"] = "Ærfugl & Sønner AS", ["org_number"] = "999888777" });
        var id = made["id"]!.ToString();
        (await EditAsync("Customer", "update", id, new() { ["city"] = "Bodø" }))["city"]!.ToString().ShouldBe("Bodø");
        await ExecuteAsync($"UPDATE customers SET city = 'Tromsø' WHERE id = {id}");
        await EditAsync("Customer", "delete", id, []);

        (await RecordsAsync("Customer")).ShouldNotContain(one => one["id"]!.ToString() == id);
        (await JournalAsync(System)).Select(entry => entry.Split(':')[0]).ShouldBe([$"create Customer {id} by user", $"update Customer {id} by user", $"update Customer {id} by api", $"delete Customer {id} by user"]);
    }

    [Theory]
    [InlineData("Customer", """{"first_name":"Bare fornavn","is_person":true}""", "last_name")]
    [InlineData("Contact", """{"first_name":"Kari","last_name":"Moe","customer_id":99999}""", "FOREIGN KEY")]
    [InlineData("Product", """{"sku":"V-100","name":"Igjen"}""", "UNIQUE")]
    [InlineData("Product", """{"colour":"red"}""", "colour")]
    [InlineData("Nobody", "{}", "Nobody")]
    public async Task Its_own_rules_hold_for_its_users_too(string entity, string values, string named)
    {
        var (status, text) = await TryEditAsync(entity, "create", null, JsonNode.Parse(values)!.AsObject());
        ((int)status).ShouldBeInRange(404, 422);
        text.ShouldContain(named);
    }

    [Fact]
    public async Task A_restart_keeps_everything_and_notes_what_was_written_meanwhile()
    {
        await Host.DisposeAsync();
        await ExecuteAsync("UPDATE products SET unit_price = 1.5 WHERE sku = 'V-100'");
        Host = await SandboxHost.StartAsync(Options);

        (await RecordsAsync("Product")).First(one => one["sku"]!.ToString() == "V-100")["unit_price"]!.GetValue<decimal>().ShouldBe(1.5m);
        (await JournalAsync(System)).ShouldHaveSingleItem().ShouldContain("by api: unit_price");
    }

    [Fact]
    public async Task It_is_not_reached_over_HTTP()
    {
        using var answer = await Http.GetAsync(new Uri(Host.Address(System), "customers"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new SqliteConnection($"Data Source={Options.CustomCrmFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}
