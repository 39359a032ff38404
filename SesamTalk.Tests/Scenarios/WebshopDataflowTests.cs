using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Customers and departments, products, and orders with their lines with the webshop, both ways, through the real connectors.</summary>
public sealed class WebshopDataflowTests
{
    private const string Go = FlowWorld.Go, Shop = "custom-webshop";

    [Fact]
    public async Task Customers_departments_and_products_are_created_and_edited_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FlowWorld.StartAsync("poweroffice-go-custom-webshop");
        var company = await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Fjord Kafé AS", ["OrganizationNumber"] = "974760673", ["EmailAddress"] = "post@fjord.example", ["MailAddress"] = new JsonObject { ["City"] = "Bodø", ["ZipCode"] = "8006" } });
        var person = await world.MakeAsync(Go, "Customers", new() { ["IsPerson"] = true, ["FirstName"] = "Åse", ["LastName"] = "Nordgård", ["EmailAddress"] = "ase@nordgard.example" });
        var department = await world.MakeAsync(Go, "Departments", new() { ["Code"] = "10", ["Name"] = "Butikk", ["IsActive"] = true });
        await world.MakeAsync(Go, "ProductGroups", new() { ["Code"] = "V", ["Name"] = "Varer", ["StandardSalesAccount"] = 3000 });
        var product = await world.MakeAsync(Go, "Products", new() { ["Code"] = "V-1", ["Name"] = "Brødform", ["UnitPrice"] = 449.5 });
        var shopCompany = await world.MakeAsync(Shop, "customers", new() { ["name"] = "Bølge Rør AS", ["org_number"] = "985234517", ["city"] = "Hamar", ["postal_code"] = "2317" });
        var shopPerson = await world.MakeAsync(Shop, "customers", new() { ["is_person"] = true, ["first_name"] = "Kåre", ["last_name"] = "Tveit", ["email"] = "kare@tveit.example" });
        var shopDepartment = await world.MakeAsync(Shop, "customers", new() { ["type"] = "department", ["customer_number"] = "20", ["name"] = "Verksted" });
        var shopProduct = await world.MakeAsync(Shop, "products", new() { ["sku"] = "V-2", ["name"] = "Lysestake", ["price"] = 99, ["gtin"] = "7040123456780" });
        await world.SettleAsync();

        (await world.RecordsAsync(Shop, "customers")).Count.ShouldBe(6);
        var fjord = await world.OneAsync(Shop, "customers", "org_number", "974760673");
        (FlowWorld.At(fjord, "name"), FlowWorld.At(fjord, "type"), FlowWorld.At(fjord, "is_person"), FlowWorld.At(fjord, "city")).ShouldBe(("Fjord Kafé AS", "customer", "false", "Bodø"));
        var åse = await world.OneAsync(Shop, "customers", "email", "ase@nordgard.example");
        (FlowWorld.At(åse, "first_name"), FlowWorld.At(åse, "last_name"), FlowWorld.At(åse, "is_person"), FlowWorld.At(åse, "name")).ShouldBe(("Åse", "Nordgård", "true", ""));
        var butikk = await world.OneAsync(Shop, "customers", "customer_number", "10");
        (FlowWorld.At(butikk, "type"), FlowWorld.At(butikk, "name"), FlowWorld.At(butikk, "active")).ShouldBe(("department", "Butikk", "true"));
        (await world.RecordsAsync(Go, "Customers")).Count.ShouldBe(4);
        FlowWorld.At(await world.OneAsync(Go, "Customers", "OrganizationNumber", "985234517"), "IsPerson").ShouldBe("false");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "EmailAddress", "kare@tveit.example"), "IsPerson").ShouldBe("true");
        FlowWorld.At(await world.OneAsync(Go, "Departments", "Code", "20"), "IsActive").ShouldBe("true");
        FlowWorld.At(await world.OneAsync(Go, "Products", "Code", "V-2"), "Gtin").ShouldBe("7040123456780");

        await world.ChangeAsync(Go, "Customers", FlowWorld.At(await world.OneAsync(Go, "Customers", "OrganizationNumber", "985234517"), "Id"), new() { ["PhoneNumber"] = "+47 900 00 001" });
        await world.ChangeAsync(Go, "Customers", FlowWorld.At(await world.OneAsync(Go, "Customers", "EmailAddress", "kare@tveit.example"), "Id"), new() { ["LastName"] = "Tveiten" });
        await world.ChangeAsync(Go, "Departments", FlowWorld.At(await world.OneAsync(Go, "Departments", "Code", "20"), "Id"), new() { ["IsActive"] = false });
        await world.ChangeAsync(Go, "Products", FlowWorld.At(await world.OneAsync(Go, "Products", "Code", "V-2"), "Id"), new() { ["UnitPrice"] = 129 });
        await world.ChangeAsync(Shop, "customers", FlowWorld.At(fjord, "id"), new() { ["city"] = "Fauske" });
        await world.ChangeAsync(Shop, "customers", FlowWorld.At(åse, "id"), new() { ["phone"] = "+47 900 00 002" });
        await world.ChangeAsync(Shop, "customers", FlowWorld.At(butikk, "id"), new() { ["name"] = "Butikken" });
        await world.ChangeAsync(Shop, "products", FlowWorld.At(await world.OneAsync(Shop, "products", "sku", "V-1"), "id"), new() { ["description"] = "Håndlaget" });
        await world.SettleAsync();

        FlowWorld.At(await world.OneAsync(Shop, "customers", "id", shopCompany), "phone").ShouldBe("+47 900 00 001");
        FlowWorld.At(await world.OneAsync(Shop, "customers", "id", shopPerson), "last_name").ShouldBe("Tveiten");
        FlowWorld.At(await world.OneAsync(Shop, "customers", "id", shopDepartment), "active").ShouldBe("false");
        FlowWorld.At(await world.OneAsync(Shop, "products", "id", shopProduct), "price").ShouldBe("129");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "Id", company), "MailAddress/City").ShouldBe("Fauske");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "Id", person), "PhoneNumber").ShouldBe("+47 900 00 002");
        FlowWorld.At(await world.OneAsync(Go, "Departments", "Id", department), "Name").ShouldBe("Butikken");
        FlowWorld.At(await world.OneAsync(Go, "Products", "Id", product), "Description").ShouldBe("Håndlaget");
        await world.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task An_order_travels_with_its_lines_both_ways_and_each_line_stays_a_part_of_its_own_order()
    {
        await using var world = await FlowWorld.StartAsync("poweroffice-go-custom-webshop");
        var customer = await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Fjord Kafé AS", ["OrganizationNumber"] = "974760673", ["EmailAddress"] = "post@fjord.example" });
        await world.MakeAsync(Go, "ProductGroups", new() { ["Code"] = "V", ["Name"] = "Varer", ["StandardSalesAccount"] = 3000 });
        var product = await world.MakeAsync(Go, "Products", new() { ["Code"] = "V-1", ["Name"] = "Brødform", ["UnitPrice"] = 449.5 });
        var order = await world.MakeAsync(Go, "SalesOrders", new() { ["CustomerId"] = long.Parse(customer, CultureInfo.InvariantCulture), ["ImportedOrderNo"] = 4711, ["CurrencyCode"] = "NOK" });
        await world.MakeAsync(Go, "SalesOrderLines", new() { ["ProductId"] = long.Parse(product, CultureInfo.InvariantCulture), ["Quantity"] = 2 }, order);
        await world.MakeAsync(Go, "SalesOrderLines", new() { ["Description"] = "Frakt", ["Quantity"] = 1, ["ProductUnitPrice"] = 90 }, order);
        await world.SettleAsync();

        var shopProduct = FlowWorld.At(await world.OneAsync(Shop, "products", "sku", "V-1"), "id");
        var copy = await world.OneAsync(Shop, "orders", "number", "4711");
        FlowWorld.At(copy, "customer").ShouldBe(FlowWorld.At(await world.OneAsync(Shop, "customers", "org_number", "974760673"), "id"));
        Lines(copy).ShouldBe([$"{shopProduct} Brødform 2 449.5", " Frakt 1 90"], ignoreOrder: true);

        var sale = await world.MakeAsync(Shop, "orders", new()
        {
            ["number"] = 9001, ["customer"] = FlowWorld.At(copy, "customer"),
            ["lines"] = new JsonArray(new JsonObject { ["product"] = shopProduct, ["description"] = "Brødform", ["quantity"] = 3, ["unit_price"] = 400 }, new JsonObject { ["description"] = "Innpakning", ["quantity"] = 1, ["unit_price"] = 25 }),
        });
        await world.SettleAsync();
        var made = await world.OneAsync(Go, "SalesOrders", "ImportedOrderNo", "9001");
        FlowWorld.At(made, "CustomerId").ShouldBe(customer);
        (await GoLinesAsync(world, made)).ShouldBe([$"{product} Brødform 3 400", " Innpakning 1 25"], ignoreOrder: true);

        var lines = (JsonArray)(await world.OneAsync(Shop, "orders", "id", sale))["lines"]!.DeepClone();
        lines.Single(line => FlowWorld.At(line, "description") == "Innpakning")!["quantity"] = 4;
        await world.ChangeAsync(Shop, "orders", sale, new() { ["lines"] = lines });
        var freight = (await world.RecordsAsync(Go, "SalesOrderLines")).Single(line => FlowWorld.At(line, "Description") == "Frakt");
        await world.ChangeAsync(Go, "SalesOrderLines", FlowWorld.At(freight, "Id"), new() { ["ProductUnitPrice"] = 120 });
        await world.ChangeAsync(Go, "SalesOrders", order, new() { ["PurchaseOrderReference"] = "PO-1" });
        (await world.SyncAsync(SesamTalk.Engine.Runs.RunKind.Everything)).Counts.Failed.ShouldBe(0); // a line that is edited moves no stamp of its order in PowerOffice
        await world.SettleAsync();

        (await GoLinesAsync(world, made)).ShouldBe([$"{product} Brødform 3 400", " Innpakning 4 25"], ignoreOrder: true);
        copy = await world.OneAsync(Shop, "orders", "number", "4711");
        FlowWorld.At(copy, "reference").ShouldBe("PO-1");
        Lines(copy).ShouldBe([$"{shopProduct} Brødform 2 449.5", " Frakt 1 120"], ignoreOrder: true);
        (await world.RecordsAsync(Shop, "orders")).Count.ShouldBe(2);
        await world.ShouldBeSilentAsync();
    }

    private static IEnumerable<string> Lines(JsonObject order) =>
        order["lines"]!.AsArray().Select(line => $"{FlowWorld.At(line, "product")} {FlowWorld.At(line, "description")} {FlowWorld.At(line, "quantity")} {FlowWorld.At(line, "unit_price")}");

    private static async Task<List<string>> GoLinesAsync(FlowWorld world, JsonObject order) => [.. (await world.RecordsAsync(Go, "SalesOrderLines"))
        .Where(line => FlowWorld.At(line, "SalesOrderId") == FlowWorld.At(order, "Id"))
        .Select(line => $"{FlowWorld.At(line, "ProductId")} {FlowWorld.At(line, "Description")} {FlowWorld.At(line, "Quantity")} {FlowWorld.At(line, "ProductUnitPrice")}")];
}
