using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Customers, contacts, products and orders of the CRM's database with PowerOffice Go, both ways, through the real connectors.</summary>
public sealed class CrmDataflowTests
{
    private const string Go = FlowWorld.Go, Crm = "custom-crm";

    [Fact]
    public async Task Every_pair_creates_and_edits_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FlowWorld.StartAsync("custom-crm-powerofficego");
        var company = await world.MakeAsync(Crm, "Customer", new() { ["name"] = "Fjord Kafé AS", ["org_number"] = "974760673", ["address1"] = "Kaigata 1", ["postal_code"] = "8006", ["city"] = "Bodø", ["country"] = "NO" });
        var person = await world.MakeAsync(Crm, "Customer", new() { ["is_person"] = true, ["first_name"] = "Åse", ["last_name"] = "Nordgård", ["email"] = "ase@nordgard.example" });
        var contact = await world.MakeAsync(Crm, "Contact", new() { ["customer_id"] = long.Parse(company, CultureInfo.InvariantCulture), ["first_name"] = "Pål", ["last_name"] = "Vågen", ["email"] = "pal@fjord.example", ["title"] = "Innkjøper" });
        var product = await world.MakeAsync(Crm, "Product", new() { ["sku"] = "V-1", ["name"] = "Brødform", ["unit_price"] = 449.5 });
        var order = await world.MakeAsync(Crm, "Order", new() { ["number"] = 4711, ["customer_id"] = long.Parse(company, CultureInfo.InvariantCulture), ["contact_id"] = long.Parse(contact, CultureInfo.InvariantCulture), ["order_date"] = "2025-03-14", ["reference"] = "Best. 7" });
        await world.MakeAsync(Go, "ProductGroups", new() { ["Code"] = "V", ["Name"] = "Varer", ["StandardSalesAccount"] = 3000 });
        var goCompany = await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Bølge Rør AS", ["OrganizationNumber"] = "985234517", ["EmailAddress"] = "post@bolge.example" });
        await world.MakeAsync(Go, "Customers", new() { ["IsPerson"] = true, ["FirstName"] = "Kåre", ["LastName"] = "Tveit", ["EmailAddress"] = "kare@tveit.example" });
        await world.MakeAsync(Go, "ContactPersons", new() { ["FirstName"] = "Gøril", ["LastName"] = "Sætre", ["EmailAddress"] = "goril@bolge.example" }, goCompany);
        await world.MakeAsync(Go, "Products", new() { ["Code"] = "V-2", ["Name"] = "Lysestake", ["UnitPrice"] = 99 });
        await world.MakeAsync(Go, "SalesOrders", new() { ["CustomerId"] = long.Parse(goCompany, CultureInfo.InvariantCulture), ["ImportedOrderNo"] = 9001, ["CurrencyCode"] = "EUR", ["SalesOrderDate"] = "2025-03-13" });
        await world.SettleAsync();

        var fjord = await world.OneAsync(Go, "Customers", "OrganizationNumber", "974760673");
        (FlowWorld.At(fjord, "Name"), FlowWorld.At(fjord, "IsPerson"), FlowWorld.At(fjord, "MailAddress/City")).ShouldBe(("Fjord Kafé AS", "false", "Bodø"));
        var åse = await world.OneAsync(Go, "Customers", "EmailAddress", "ase@nordgard.example");
        (FlowWorld.At(åse, "FirstName"), FlowWorld.At(åse, "IsPerson")).ShouldBe(("Åse", "true"));
        var pål = await world.OneAsync(Go, "ContactPersons", "EmailAddress", "pal@fjord.example");
        (FlowWorld.At(pål, "ContactId"), FlowWorld.At(pål, "Title")).ShouldBe((FlowWorld.At(fjord, "Id"), "Innkjøper"));
        var sale = await world.OneAsync(Go, "SalesOrders", "ImportedOrderNo", "4711");
        (FlowWorld.At(sale, "CustomerId"), FlowWorld.At(sale, "CustomerReferenceContactPersonId"), FlowWorld.At(sale, "SalesOrderDate"), FlowWorld.At(sale, "PurchaseOrderReference"))
            .ShouldBe((FlowWorld.At(fjord, "Id"), FlowWorld.At(pål, "Id"), "2025-03-14", "Best. 7"));
        var bølge = await world.OneAsync(Crm, "Customer", "org_number", "985234517");
        (FlowWorld.At(bølge, "name"), FlowWorld.At(bølge, "is_person")).ShouldBe(("Bølge Rør AS", "false"));
        var kåre = await world.OneAsync(Crm, "Customer", "email", "kare@tveit.example");
        (FlowWorld.At(kåre, "last_name"), FlowWorld.At(kåre, "is_person"), FlowWorld.At(kåre, "name")).ShouldBe(("Tveit", "true", ""));
        FlowWorld.At(await world.OneAsync(Crm, "Contact", "email", "goril@bolge.example"), "customer_id").ShouldBe(FlowWorld.At(bølge, "id"));
        var theirs = await world.OneAsync(Crm, "Order", "number", "9001");
        (FlowWorld.At(theirs, "customer_id"), FlowWorld.At(theirs, "currency"), FlowWorld.At(theirs, "order_date")[..10]).ShouldBe((FlowWorld.At(bølge, "id"), "EUR", "2025-03-13"));

        await world.ChangeAsync(Go, "Customers", FlowWorld.At(fjord, "Id"), new() { ["MailAddress"] = new JsonObject { ["City"] = "Fauske" } });
        await world.ChangeAsync(Go, "ContactPersons", FlowWorld.At(pål, "Id"), new() { ["Title"] = "Daglig leder" });
        await world.ChangeAsync(Go, "Products", FlowWorld.At(await world.OneAsync(Go, "Products", "Code", "V-1"), "Id"), new() { ["UnitPrice"] = 499 });
        await world.ChangeAsync(Go, "SalesOrders", FlowWorld.At(sale, "Id"), new() { ["PurchaseOrderReference"] = "Best. 8" });
        await world.ChangeAsync(Crm, "Customer", FlowWorld.At(kåre, "id"), new() { ["last_name"] = "Tveiten" });
        await world.ChangeAsync(Crm, "Contact", FlowWorld.At(await world.OneAsync(Crm, "Contact", "email", "goril@bolge.example"), "id"), new() { ["phone"] = "+47 900 00 001" });
        await world.ChangeAsync(Crm, "Product", FlowWorld.At(await world.OneAsync(Crm, "Product", "sku", "V-2"), "id"), new() { ["description"] = "Støpejern" });
        await world.ChangeAsync(Crm, "Order", FlowWorld.At(theirs, "id"), new() { ["reference"] = "Best. 9" });
        (await world.SyncAsync(SesamTalk.Engine.Runs.RunKind.Everything)).Counts.Failed.ShouldBe(0); // an address that is edited moves no stamp of its customer in PowerOffice
        await world.SettleAsync();

        FlowWorld.At(await world.OneAsync(Crm, "Customer", "id", company), "city").ShouldBe("Fauske");
        FlowWorld.At(await world.OneAsync(Crm, "Contact", "id", contact), "title").ShouldBe("Daglig leder");
        FlowWorld.At(await world.OneAsync(Crm, "Product", "id", product), "unit_price").ShouldBe("499");
        FlowWorld.At(await world.OneAsync(Crm, "Order", "id", order), "reference").ShouldBe("Best. 8");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "EmailAddress", "kare@tveit.example"), "LastName").ShouldBe("Tveiten");
        FlowWorld.At(await world.OneAsync(Go, "ContactPersons", "EmailAddress", "goril@bolge.example"), "PhoneNumber").ShouldBe("+47 900 00 001");
        FlowWorld.At(await world.OneAsync(Go, "Products", "Code", "V-2"), "Description").ShouldBe("Støpejern");
        FlowWorld.At(await world.OneAsync(Go, "SalesOrders", "ImportedOrderNo", "9001"), "PurchaseOrderReference").ShouldBe("Best. 9");
        FlowWorld.At(await world.OneAsync(Crm, "Customer", "id", person), "name").ShouldBe("");
        await world.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task A_customer_who_stands_twice_is_for_a_person_and_is_neither_linked_nor_made_again()
    {
        await using var world = await FlowWorld.StartAsync("custom-crm-powerofficego");
        foreach (var _ in new[] { 1, 2 }) await world.MakeAsync(Crm, "Customer", new() { ["name"] = "Fjord Kafé AS", ["org_number"] = "974760673" });
        await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Fjord Kafé AS", ["OrganizationNumber"] = "974760673", ["EmailAddress"] = "post@fjord.example" });
        await world.SettleAsync();

        (await world.RecordsAsync(Crm, "Customer")).Count.ShouldBe(2);
        (await world.RecordsAsync(Go, "Customers")).Count.ShouldBe(1);
        using var db = world.Db;
        db.Links.ShouldBeEmpty();
        db.UnlinkedRecords.Select(one => one.State).ToList().ShouldAllBe(state => state == SesamTalk.Engine.Matching.Population.Ambiguous);
    }
}
