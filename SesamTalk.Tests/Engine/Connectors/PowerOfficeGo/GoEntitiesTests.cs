using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

/// <summary>The peculiarities of single entities, through the sandbox.</summary>
public sealed class GoEntitiesTests : IAsyncLifetime
{
    private GoClient _go = null!;

    public async ValueTask InitializeAsync() => _go = await GoClient.StartAsync();

    public ValueTask DisposeAsync() => _go.DisposeAsync();

    [Theory]
    [InlineData("Product", "Products"), InlineData("Productgroup", "ProductGroups"), InlineData("Contactperson", "ContactPersons"), InlineData("Salesorders", "SalesOrders")]
    [InlineData("Salesorderlines", "SalesOrderLines"), InlineData("Supplier", "Suppliers"), InlineData("Address", "Addresses"), InlineData("Customers person", "Customers"), InlineData("Departments", "Departments")]
    public void Names_of_documents_find_their_entity(string written, string entity) => _go.Entity(written).Name.ShouldBe(entity);

    [Fact]
    public void Every_reference_is_to_an_entity_that_exists()
    {
        foreach (var name in new[] { "Customers", "ContactPersons", "Suppliers", "Departments", "Locations", "ProductGroups", "Products", "Projects", "SalesOrders", "SalesOrderLines", "Employees", "ContactDeliveryAddresses", "OutgoingInvoices", "Addresses" })
            foreach (var reference in _go.Entity(name).Schema.Properties.SelectMany(property => property.References)) _go.Entity(reference).Name.ShouldBe(reference);
    }

    [Fact]
    public async Task A_contact_person_is_written_below_its_contact_and_read_by_its_id_alone()
    {
        var company = await _go.CreateAsync("Customers", ("Name", "Fjord AS"), ("IsPerson", false));
        var person = await _go.CreateAsync("ContactPersons", ("ContactId", company["Id"]), ("FirstName", "Åse"), ("LastName", "Dahl"));
        person["IsActive"].ShouldBe(true);

        var stranger = _go.Connect();
        (await stranger.ReadAsync("ContactPersons", person.Id!.Value, default)).Value!.Change!.Record!["LastName"].ShouldBe("Dahl");
        (await _go.TryUpdateAsync("ContactPersons", person.Id!.Value, ("LastName", "Vik"))).Error.ShouldBeNull();
        (await _go.ReadAsync("ContactPersons", person.Id!.Value))!["LastName"].ShouldBe("Vik");
        (await stranger.WriteAsync(new Write("ContactPersons", WriteKind.Delete, person.Id, person, null, RecordVersion.None, null), default)).Error.ShouldBeNull();
        (await _go.ReadAsync("ContactPersons", person.Id!.Value)).ShouldBeNull();
    }

    [Fact]
    public async Task A_contact_person_without_a_contact_is_refused_by_name() =>
        (await _go.TryCreateAsync("ContactPersons", ("FirstName", "Åse"), ("LastName", "Dahl"))).Error.ShouldBeOfType<ConnectorError.Rejected>().Properties.ShouldHaveSingleItem().Path.ShouldBe("ContactId");

    [Fact]
    public async Task A_customer_without_e_mail_gets_invoices_in_print() =>
        (await _go.CreateAsync("Customers", ("Name", "Fjord AS")))["InvoiceDeliveryType"].ShouldBe("Print");

    [Fact]
    public async Task A_city_can_be_given_to_a_customer_without_an_address()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"));
        customer["MailAddress.City"].ShouldBeNull();

        (await _go.TryUpdateAsync("Customers", customer.Id!.Value, ("MailAddress.City", "Bodø"), ("MailAddress.ZipCode", "8006"))).Error.ShouldBeNull();
        (await _go.ReadAsync("Customers", customer.Id!.Value))!["MailAddress.City"].ShouldBe("Bodø");
    }

    [Fact]
    public async Task A_city_without_a_zip_code_is_refused_by_name()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"));
        (await _go.TryUpdateAsync("Customers", customer.Id!.Value, ("MailAddress.City", "Bodø"))).Error.ShouldBeOfType<ConnectorError.Rejected>()
            .Properties.ShouldHaveSingleItem().Path.ShouldContain("ZipCode");
    }

    [Fact]
    public async Task Departments_are_made_active() => (await _go.CreateAsync("Departments", ("Name", "Drift")))["IsActive"].ShouldBe(true);

    [Fact]
    public async Task An_unknown_reference_in_a_patch_is_refused_and_not_taken_for_a_missing_record()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"));
        (await _go.TryUpdateAsync("Customers", customer.Id!.Value, ("DepartmentId", 424242L))).Error.ShouldBeOfType<ConnectorError.Rejected>()
            .Properties.ShouldHaveSingleItem().Path.ShouldBe("DepartmentId");
    }

    [Fact]
    public async Task A_deleted_department_in_use_is_refused_and_can_be_archived()
    {
        var department = await _go.CreateAsync("Departments", ("Name", "Drift"));
        await _go.CreateAsync("Customers", ("Name", "Fjord AS"), ("DepartmentId", department["Id"]));

        (await _go.DeleteAsync("Departments", department.Id!.Value)).Error.ShouldBeOfType<ConnectorError.Rejected>();
        (await _go.Connector.WriteAsync(new Write("Departments", WriteKind.Archive, department.Id, department, department, RecordVersion.None, null), default)).Error.ShouldBeNull();
        (await _go.ReadAsync("Departments", department.Id!.Value))!["IsActive"].ShouldBe(false);
    }

    [Fact]
    public async Task An_address_edit_moves_the_change_but_not_the_cursor()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"), ("MailAddress.City", "Bodø"), ("MailAddress.ZipCode", "8006"));
        using var door = new Conformance.SandboxDoor(_go.Root);
        await door.AdvanceAsync(3600);
        await _go.TryUpdateAsync("Customers", customer.Id!.Value, ("MailAddress.City", "Narvik"));

        var change = (await _go.ListAsync("Customers")).ShouldHaveSingleItem();
        change.At.ShouldBe(change.Record!["MailAddress.LastChangedDateTimeOffset"]);
        change.At!.Value.ShouldBeGreaterThan((DateTimeOffset)change.Record["LastChangedDateTimeOffset"]!);
        _go.Entity("Customers").Capabilities.Unstamped.ShouldContain("MailAddress.City");
    }

    [Fact]
    public async Task An_order_is_made_with_its_lines_and_read_with_them()
    {
        var order = await OrderAsync();

        ((ElementList)order["SalesOrderLines"]!).Elements.Select(line => line["Description"]).ShouldBe(["Timer", "Kaffe"]);
        var listed = (await _go.ListAsync("SalesOrders")).ShouldHaveSingleItem().Record!;
        listed.SameValues((await _go.ReadAsync("SalesOrders", order.Id!.Value))!).ShouldBeTrue();
    }

    [Fact]
    public async Task Lines_cost_no_request_where_nobody_needs_them()
    {
        await OrderAsync();
        ((ISelectiveReads)_go.Connector).NeedsOnly("SalesOrders", ["CurrencyCode"]);
        _go.Meddler.Sent.Clear();

        (await _go.ListAsync("SalesOrders")).ShouldHaveSingleItem().Record!["SalesOrderLines"].ShouldBe(Absent.Instance);
        _go.Meddler.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_line_is_a_record_of_its_own_below_its_order()
    {
        var order = await OrderAsync();
        var line = await _go.CreateAsync("SalesOrderLines", ("SalesOrderId", order["Id"]), ("Description", "Frakt"), ("LineType", "Text"));
        line.Id!.Value.Text.ShouldStartWith($"{order["Id"]}/");

        (await _go.ListAsync("SalesOrderLines")).Select(change => change.Record!["Description"]).ShouldBe(["Timer", "Kaffe", "Frakt"], ignoreOrder: true);
        (await _go.TryUpdateAsync("SalesOrderLines", line.Id.Value, ("Description", "Porto"))).Value!.Id.ShouldBe(line.Id.Value);
        (await _go.ReadAsync("SalesOrderLines", line.Id.Value))!["Description"].ShouldBe("Porto");
        (await _go.DeleteAsync("SalesOrderLines", line.Id.Value)).Error.ShouldBeNull();
        (await _go.ReadAsync("SalesOrderLines", line.Id.Value)).ShouldBeNull();
    }

    [Fact]
    public async Task An_order_that_was_sent_lives_on_as_an_invoice()
    {
        var order = await OrderAsync();
        using (var sent = await _go.PostAsync($"/SalesOrders/{order["Id"]}/createAndSendInvoice", new JsonObject { ["DeliveryType"] = "PdfPrintForDownload" })) sent.IsSuccessStatusCode.ShouldBeTrue();

        (await _go.ListAsync("SalesOrders")).ShouldBeEmpty();
        var invoice = (await _go.ReadAsync("SalesOrders", order.Id!.Value)).ShouldNotBeNull();
        invoice["CustomerId"].ShouldBe(order["CustomerId"]);
        (await _go.ListAsync("OutgoingInvoices")).ShouldHaveSingleItem().Id.ShouldBe(order.Id.Value);
        (await _go.TryCreateAsync("OutgoingInvoices")).Error.ShouldBeOfType<ConnectorError.Rejected>();
    }

    [Fact]
    public async Task Addresses_are_those_of_contacts_and_for_delivery()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"), ("MailAddress.City", "Bodø"), ("MailAddress.ZipCode", "8006"));
        await _go.CreateAsync("Suppliers", ("Name", "Vidde AS"));
        var delivery = await _go.CreateAsync("Addresses", ("ContactId", customer["Id"]), ("AddressLine1", "Kaia 3"), ("City", "Narvik"), ("ZipCode", "8514"));

        (await _go.ListAsync("Addresses")).Select(change => change.Record!["City"]).ShouldBe(["Bodø", "Narvik"], ignoreOrder: true);
        var mail = new RecordId($"mail-{customer["Id"]}");
        (await _go.TryUpdateAsync("Addresses", mail, ("City", "Tromsø"))).Error.ShouldBeNull();
        (await _go.ReadAsync("Customers", customer.Id!.Value))!["MailAddress.City"].ShouldBe("Tromsø");
        (await _go.TryUpdateAsync("Addresses", delivery.Id!.Value, ("City", "Alta"))).Value!.After!["City"].ShouldBe("Alta");
        (await _go.DeleteAsync("Addresses", delivery.Id!.Value)).Error.ShouldBeNull();
        (await _go.DeleteAsync("Addresses", mail)).Error.ShouldBeOfType<ConnectorError.Rejected>();
        (await _go.TryCreateAsync("Addresses", ("Kind", "mail"), ("ContactId", customer["Id"]), ("City", "Alta"), ("ZipCode", "9500"))).Error.ShouldBeOfType<ConnectorError.Rejected>();
    }

    private async Task<Record> OrderAsync()
    {
        var customer = await _go.CreateAsync("Customers", ("Name", "Fjord AS"));
        var product = await _go.CreateAsync("Products", ("Name", "Kaffe"), ("UnitPrice", 90m));
        var element = _go.Entity("SalesOrders").Schema.Find("SalesOrderLines")!.Element!;
        Record Line(string text, decimal quantity) => Record.Of(element, null, new("Description", text), new("ProductId", product["Id"]), new("Quantity", quantity));
        return await _go.CreateAsync("SalesOrders", ("CustomerId", customer["Id"]), ("CurrencyCode", "NOK"), ("SalesOrderLines", new ElementList([Line("Timer", 2), Line("Kaffe", 1.5m)])));
    }
}
