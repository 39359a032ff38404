using System.Globalization;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The values that PowerOffice Go works out when it shows a record.</summary>
internal sealed class GoCalculated(GoView view)
{
    private const decimal OrdinaryVat = 25;

    public JsonNode? Value(GoEntity entity, JsonObject body, string name, GoReader reader) => (entity.Name, name) switch
    {
        (_, "IsActive") => !GoNumbers.IsTrue(body["IsArchived"]),
        ("Products", "StockAvailable") => GoNumbers.IsTrue(body["IsStockItem"]) ? (GoNumbers.Of(body["StockOnHand"]) ?? 0) - Confirmed(body) : null,
        ("Projects", "Code") => ProjectCode(entity, body, reader),
        ("SalesOrders", "NetAmount") => Lines(body).Sum(Net),
        ("SalesOrders", "TotalAmount") => Lines(body).Sum(line => Net(line) + Vat(line)),
        ("SalesOrders", "LineCount") => Lines(body).Count(),
        ("SalesOrders", "IsCreatedByCurrentIntegration") => GoNumbers.Text(body["$by"])?.StartsWith("api", StringComparison.Ordinal) == true,
        ("SalesOrderLines", "NetAmount") => Net(body),
        ("SalesOrderLines", "VatAmount") => Vat(body),
        ("SalesOrderLines", "TotalAmount") => Net(body) + Vat(body),
        ("SalesOrderLines", "VatRate") => Counts(body) ? Rate(body) : null,
        ("SalesOrderLines", "VatCode") => Counts(body) ? VatNumber(body).ToString(CultureInfo.InvariantCulture) : null,
        ("SalesOrderLines", "VatId") => Counts(body) ? VatNumber(body) : null,
        _ => null,
    };

    private IEnumerable<JsonObject> Lines(JsonObject order) => view.Under("SalesOrderLines", order["Id"]!.ToString());

    private decimal Confirmed(JsonObject product) => view.All("SalesOrderLines")
        .Where(line => JsonNode.DeepEquals(line["ProductId"], product["Id"])
            && GoNumbers.Text(view.Find("SalesOrders", GoNumbers.Text(line["SalesOrderId"]))?["SalesOrderStatus"]) == "Confirmed")
        .Sum(line => GoNumbers.Of(line["Quantity"]) ?? 0);

    private string? ProjectCode(GoEntity projects, JsonObject body, GoReader reader)
    {
        var own = GoNumbers.Text(body["Code"]);
        var parent = view.Find("Projects", GoNumbers.Text(body["ParentProjectId"]));
        return parent is null ? own : $"{reader.Value(projects, parent, projects.Field("Code")!)}.{own}";
    }

    /// <summary>Only ordinary lines and invoice fees carry amounts.</summary>
    private static bool Counts(JsonObject line) => GoNumbers.Text(line["LineType"]) is "Normal" or "InvoiceFee";

    private static decimal Net(JsonObject line)
    {
        if (!Counts(line)) return 0;
        var full = (GoNumbers.Of(line["Quantity"]) ?? 0) * (GoNumbers.Of(line["ProductUnitPrice"]) ?? 0);
        return decimal.Round(full * (1 - ((GoNumbers.Of(line["Allowance"]) ?? 0) / 100)), 2);
    }

    private decimal Vat(JsonObject line) => decimal.Round(Net(line) * Rate(line) / 100, 2);

    private int VatNumber(JsonObject line) => Rate(line) == 0 ? 5 : 3;

    private decimal Rate(JsonObject line)
    {
        if (!Counts(line)) return 0;
        if (line["UseStandardSalesAccount"] is { } chosen) return GoNumbers.IsTrue(chosen) ? OrdinaryVat : 0;
        var order = view.Find("SalesOrders", GoNumbers.Text(line["SalesOrderId"]));
        var customer = view.Find("Customers", GoNumbers.Text(order?["CustomerId"]));
        return GoNumbers.IsTrue(customer?["IsVatFree"]) ? 0 : OrdinaryVat;
    }
}
