using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SesamTalk.Tests.Scenarios;

namespace SesamTalk.Tests.Conformance;

/// <summary>Records of PowerOffice Go that are parts of another, which must be there first.</summary>
public abstract class GoPartsConformance : PowerOfficeGoConformance
{
    /// <summary>The record that the parts belong to.</summary>
    protected string Owner { get; private set; } = "";

    protected abstract (string Entity, JsonObject Values) Whole { get; }

    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var opened = await base.OpenAsync(folder);
        using var http = new HttpClient { BaseAddress = opened.Sandbox };
        using var dial = await http.PostAsJsonAsync("_sandbox/dials", new JsonObject { ["lineEditBumpsOrder"] = true });
        using var made = await http.PostAsJsonAsync("_sandbox/edit", new JsonObject { ["entity"] = Whole.Entity, ["op"] = "create", ["values"] = Whole.Values });
        Owner = FlowWorld.At(await made.Content.ReadFromJsonAsync<JsonObject>(), "Id");
        return opened;
    }
}

/// <summary>Lines of an order: a key of two parts, no stamp of their own.</summary>
public sealed class GoSalesOrderLinesConformance : GoPartsConformance
{
    protected override (string, JsonObject) Whole => ("SalesOrders", new() { ["CurrencyCode"] = "NOK" });

    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "SalesOrderLines",
        PathPart = "/SalesOrders",
        Values = number => [new("SalesOrderId", Owner), new("Description", $"Linje {number}"), new("Quantity", 2m), new("ProductUnitPrice", 99.5m)],
        Text = "Description",
        HasStamp = false,
        Refused = new("ProductId", 424242L),
        NoSuchId = "00000000-0000-4000-8000-000000000000/00000000-0000-4000-8000-000000000001",
    };
}

/// <summary>Addresses, which Go has no list of: delivery addresses of a customer who has no mail address.</summary>
public sealed class GoAddressesConformance : GoPartsConformance
{
    protected override (string, JsonObject) Whole => ("Customers", new() { ["Name"] = "Fjord Kafé AS", ["EmailAddress"] = "post@fjord.example" });

    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Addresses",
        PathPart = "/ContactDeliveryAddresses",
        Values = number => [new("ContactId", long.Parse(Owner, System.Globalization.CultureInfo.InvariantCulture)), new("AddressLine1", $"Kaia {number}"), new("ZipCode", "8006"), new("City", "Bodø")],
        Text = "AddressLine2",
        Refused = new("AddressLine1", new string('x', 201)),
        NoSuchId = "delivery-1-1",
    };
}
