using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoContractTests : GoTest
{
    private readonly GoContract? _contract = GoContract.Find();

    internal override SandboxOptions Options => base.Options with { Seed = true };

    [Fact]
    public async Task Every_answer_fits_the_vendors_description()
    {
        Assert.SkipWhen(_contract is null, "The description is not beside the repository (../shared/poweroffice-go-openapi.json).");
        await ReadsAsync();
        await WritesAsync("Customers", """{"Name":"Fjord AS","EmailAddress":"a@b.example","MailAddress":{"City":"Oslo","ZipCode":"0182"}}""", "/LegalName");
        await WritesAsync("Suppliers", """{"Name":"Fjord AS"}""", "/PhoneNumber");
        await WritesAsync("Employees", """{"FirstName":"Åse","LastName":"Bærøe","Gender":"Female","NationalIdNumber":"01017012345"}""", "/JobTitle", "employeeId");
        await WritesAsync("Departments", """{"Name":"Lager"}""", "/Name");
        await WritesAsync("Locations", """{"Name":"Lager"}""", "/Name");
        await WritesAsync("ProductGroups", """{"Name":"Leie","StandardSalesAccount":3100}""", "/Name");
        await WritesAsync("Products", """{"Name":"Stige","UnitPrice":12.5,"ProductGroupCode":"V"}""", "/Description");
        await WritesAsync("Projects", """{"Name":"Brygge","ParentProjectCode":"100","Progress":5}""", "/ContractNo");
        await OrderAsync();
        _contract!.Violations.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_does_not_fit_is_noticed()
    {
        Assert.SkipWhen(_contract is null, "The description is not beside the repository (../shared/poweroffice-go-openapi.json).");
        _contract!.Check("GET", "/Customers", 200, JsonNode.Parse("""[{"Id":"1","Shoe":1,"InvoiceDeliveryType":null,"MailAddress":{"ZipCode":7}}]"""));
        _contract.Check("GET", "/Customers", 204, null);
        _contract.Check("GET", "/Customers", 418, null);
        _contract.Violations.Count.ShouldBe(4);
    }

    private async Task ReadsAsync()
    {
        var order = (await GetAsync("SalesOrders")).Body![0]!["Id"]!.ToString();
        (await PostAsync($"SalesOrders/{order}/createAndSendInvoice", "{}")).Status.ShouldBe(202);
        foreach (var path in _contract!.ReadPaths.Where(path => !path.Contains('{') && !path.Contains("sentState")))
        {
            var list = await GetAsync(path[1..]);
            list.Status.ShouldBe(200, path);
            _contract.Check("GET", path, list.Status, list.Body);
            foreach (var item in list.Body!.AsArray()) await ReadOneAsync(path, item!);
            foreach (var query in new[] { "?PageSize=0", "?lastChangedDateTimeOffsetGreaterThan=2030-01-01", "?Fields=Id" })
            {
                var other = await GetAsync(path[1..] + query);
                _contract.Check("GET", path, other.Status, other.Body);
            }
        }
    }

    private async Task ReadOneAsync(string list, JsonNode item)
    {
        var nested = list is "/ContactPersons" or "/ContactDeliveryAddresses";
        var key = nested ? "{contactId}/{id}" : list == "/Employees" ? "{employeeId}" : "{id}";
        var one = await GetAsync(nested ? $"{list[1..]}/{item["ContactId"]}/{item["Id"]}" : $"{list[1..]}/{item["Id"]}");
        one.Status.ShouldBe(200);
        if (list != "/Departments") _contract!.Check("GET", $"{list}/{key}", one.Status, one.Body);
        var missing = await GetAsync(nested ? $"{list[1..]}/1/1" : $"{list[1..]}/1");
        _contract!.Check("GET", $"{list}/{key}", missing.Status, missing.Body);
        if (list is not ("/SalesOrders" or "/OutgoingInvoices")) return;
        var lines = await GetAsync($"{list[1..]}/{item["Id"]}/Lines");
        _contract!.Check("GET", $"{list}/{{id}}/Lines", lines.Status, lines.Body);
        if (list == "/OutgoingInvoices") return;
        var whole = await GetAsync($"SalesOrders/{item["Id"]}/Complete");
        _contract!.Check("GET", "/SalesOrders/{id}/Complete", whole.Status, whole.Body);
    }

    private async Task WritesAsync(string entity, string body, string pointer, string key = "id")
    {
        var (path, one) = ($"/{entity}", $"/{entity}/{{{key}}}");
        var made = await PostAsync(entity, body);
        made.Status.ShouldBeLessThan(300, made.Text);
        _contract!.Check("POST", path, made.Status, made.Body);
        var refused = await PostAsync(entity, """{"Shoe":1}""");
        _contract.Check("POST", path, refused.Status, refused.Body);
        var id = made.Body!["Id"];
        foreach (var target in new[] { pointer, "/Nothing" })
        {
            var changed = await PatchAsync($"{entity}/{id}", target, "Ny verdi");
            changed.Status.ShouldBe(target == pointer ? 200 : 400, changed.Text);
            _contract.Check("PATCH", one, changed.Status, changed.Body);
        }
        var gone = await DeleteAsync($"{entity}/{id}");
        gone.Status.ShouldBe(200, gone.Text);
        _contract.Check("DELETE", one, gone.Status, gone.Body);
    }

    private async Task OrderAsync()
    {
        var made = await PostAsync("SalesOrders/Complete", """
            {"CustomerNo":10000,"SalesOrderLines":[{"ProductCode":"V-100","Quantity":2,"Allowance":10,
            "Accrual":{"IsActive":true,"FromDate":"2025-01-01","ToDate":"2025-12-31","BalanceAccountNo":3000}}]}
            """);
        _contract!.Check("POST", "/SalesOrders/Complete", made.Status, made.Body);
        var id = made.Body!["Id"];
        var line = await PostAsync($"SalesOrders/{id}/Lines", """{"LineType":"Text","Description":"Hilsen"}""");
        _contract.Check("POST", "/SalesOrders/{id}/Lines", line.Status, line.Body);
        var changed = await PatchAsync($"SalesOrders/{id}/Lines/{line.Body!["Id"]}", "/Description", "Takk");
        _contract.Check("PATCH", "/SalesOrders/{id}/Lines/{lineId}", changed.Status, changed.Body);
        var header = await PatchAsync($"SalesOrders/{id}", "/SalesOrderStatus", "Confirmed");
        _contract.Check("PATCH", "/SalesOrders/{id}", header.Status, header.Body);
        var refused = await DeleteAsync($"SalesOrders/{id}");
        refused.Status.ShouldBe(409);
        _contract.Check("DELETE", "/SalesOrders/{id}", refused.Status, refused.Body);
        var sent = await PostAsync($"SalesOrders/{id}/createAndSendInvoice", """{"DeliveryType":"Auto"}""");
        _contract.Check("POST", "/SalesOrders/{id}/createAndSendInvoice", sent.Status, sent.Body);
        var state = await GetAsync($"SalesOrders/sentState?id={id}");
        _contract.Check("GET", "/SalesOrders/sentState", state.Status, state.Body);
    }
}
