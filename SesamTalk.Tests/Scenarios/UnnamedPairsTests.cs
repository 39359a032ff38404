using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Companies, persons, contact persons and orders with the unnamed system, both ways, through the real connectors.</summary>
public sealed class UnnamedPairsTests
{
    private const string Go = FlowWorld.Go, Unnamed = "unnamed";

    [Fact]
    public async Task Every_pair_creates_and_edits_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FlowWorld.StartAsync("powerofficego-unnamed");
        var company = await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Fjord Kafé AS", ["OrganizationNumber"] = "974760673", ["EmailAddress"] = "post@fjord.example" });
        await world.MakeAsync(Go, "Customers", new() { ["IsPerson"] = true, ["FirstName"] = "Åse", ["LastName"] = "Nordgård", ["EmailAddress"] = "ase@nordgard.example" });
        var contact = await world.MakeAsync(Go, "ContactPersons", new() { ["FirstName"] = "Pål", ["LastName"] = "Vågen", ["EmailAddress"] = "pal@fjord.example" }, company);
        await world.MakeAsync(Go, "SalesOrders", new() { ["CustomerReferenceContactPersonId"] = long.Parse(contact, CultureInfo.InvariantCulture), ["ImportedOrderNo"] = 4711, ["CurrencyCode"] = "EUR" });
        var theirCompany = await world.MakeAsync(Unnamed, "customers-company", new() { ["name"] = "Bølge Rør AS", ["org_no"] = "985234517" });
        var theirPerson = await world.MakeAsync(Unnamed, "customers-person", new() { ["first_name"] = "Kåre", ["last_name"] = "Tveit", ["email"] = "kare@tveit.example", ["city"] = "Hamar", ["postal_code"] = "2317" });
        await world.MakeAsync(Unnamed, "customers-person", new() { ["first_name"] = "Gøril", ["last_name"] = "Sætre", ["email"] = "goril@bolge.example", ["customer_id"] = theirCompany });
        await world.MakeAsync(Unnamed, "invoices", new() { ["number"] = "9001", ["customer"] = theirPerson });
        (await world.SyncAsync()).Counts.Writes.ShouldBe(8, "whatever is referred to is made in the same run, of whichever kind it is");
        await world.SettleAsync();

        var fjord = await world.OneAsync(Unnamed, "customers-company", "org_no", "974760673");
        var pål = await world.OneAsync(Unnamed, "customers-person", "email", "pal@fjord.example");
        FlowWorld.At(pål, "customer_id").ShouldBe(FlowWorld.At(fjord, "id"));
        var invoice = await world.OneAsync(Unnamed, "invoices", "number", "4711");
        (FlowWorld.At(invoice, "customer"), FlowWorld.At(invoice, "currency")).ShouldBe((FlowWorld.At(pål, "id"), "EUR"));
        var åse = await world.OneAsync(Unnamed, "customers-person", "email", "ase@nordgard.example");
        FlowWorld.At(åse, "customer_id").ShouldBe("");
        var bølge = await world.OneAsync(Go, "Customers", "OrganizationNumber", "985234517");
        var kåre = await world.OneAsync(Go, "Customers", "EmailAddress", "kare@tveit.example");
        (FlowWorld.At(kåre, "IsPerson"), FlowWorld.At(kåre, "MailAddress/City")).ShouldBe(("true", "Hamar"));
        var gøril = await world.OneAsync(Go, "ContactPersons", "EmailAddress", "goril@bolge.example");
        FlowWorld.At(gøril, "ContactId").ShouldBe(FlowWorld.At(bølge, "Id"));
        var order = await world.OneAsync(Go, "SalesOrders", "ImportedOrderNo", "9001");
        (FlowWorld.At(order, "CustomerId"), FlowWorld.At(order, "CustomerReferenceContactPersonId")).ShouldBe((FlowWorld.At(kåre, "Id"), ""));

        await world.ChangeAsync(Go, "Customers", FlowWorld.At(bølge, "Id"), new() { ["Name"] = "Bølge Rør og VVS AS" });
        await world.ChangeAsync(Go, "Customers", FlowWorld.At(kåre, "Id"), new() { ["LastName"] = "Tveiten" });
        await world.ChangeAsync(Go, "ContactPersons", FlowWorld.At(gøril, "Id"), new() { ["PhoneNumber"] = "+47 900 00 001" });
        await world.ChangeAsync(Go, "SalesOrders", FlowWorld.At(order, "Id"), new() { ["CurrencyCode"] = "SEK" });
        await world.ChangeAsync(Unnamed, "customers-company", FlowWorld.At(fjord, "id"), new() { ["phone"] = "+47 900 00 002" });
        await world.ChangeAsync(Unnamed, "customers-person", FlowWorld.At(åse, "id"), new() { ["city"] = "Molde", ["postal_code"] = "6413" });
        await world.ChangeAsync(Unnamed, "customers-person", FlowWorld.At(pål, "id"), new() { ["last_name"] = "Vaagen" });
        await world.ChangeAsync(Unnamed, "invoices", FlowWorld.At(invoice, "id"), new() { ["currency"] = "DKK" });
        await world.SettleAsync();

        FlowWorld.At(await world.OneAsync(Unnamed, "customers-company", "id", theirCompany), "name").ShouldBe("Bølge Rør og VVS AS");
        FlowWorld.At(await world.OneAsync(Unnamed, "customers-person", "id", theirPerson), "last_name").ShouldBe("Tveiten");
        FlowWorld.At(await world.OneAsync(Unnamed, "customers-person", "email", "goril@bolge.example"), "phone").ShouldBe("+47 900 00 001");
        FlowWorld.At(await world.OneAsync(Unnamed, "invoices", "number", "9001"), "currency").ShouldBe("SEK");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "Id", company), "PhoneNumber").ShouldBe("+47 900 00 002");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "EmailAddress", "ase@nordgard.example"), "MailAddress/City").ShouldBe("Molde");
        FlowWorld.At(await world.OneAsync(Go, "ContactPersons", "Id", contact), "LastName").ShouldBe("Vaagen");
        FlowWorld.At(await world.OneAsync(Go, "SalesOrders", "ImportedOrderNo", "4711"), "CurrencyCode").ShouldBe("DKK");
        await world.ShouldBeSilentAsync();
    }
}
