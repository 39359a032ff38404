using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>All that the unnamed system knows about itself.</summary>
internal static class UnnamedSchema
{
    private static readonly string[] Anyone = ["customers-company", "customers-person"];

    public static readonly PlainSystem System = new(
    [
        new("customers-company", "C", 1001, [.. Head,
            new("name") { Required = true, MaxLength = 200 },
            new("org_no") { MaxLength = 20 },
            .. Reach, .. Address, .. Tail]),
        new("customers-person", "P", 2001, [.. Head,
            new("first_name") { Required = true, MaxLength = 100 },
            new("last_name") { Required = true, MaxLength = 100 },
            .. Reach, .. Address,
            new("customer_id") { References = ["customers-company"] },
            .. Tail]),
        new("invoices", "I", 3001, [.. Head,
            new("number") { MaxLength = 40, Unique = true, Series = 90001 },
            new("currency") { MaxLength = 3, Default = "NOK" },
            new("customer") { References = Anyone },
            new("status") { Values = ["draft", "sent", "paid"], Default = "draft" },
            new("issued_on", "date"),
            new("lines", "list") { Fields = [
                new("description") { MaxLength = 400 },
                new("quantity", "number") { Required = true },
                new("unit_price", "number") { Required = true }] },
            new("total", "number") { ReadOnly = true },
            .. Tail]) { Total = Total },
    ], UnnamedRefusals.Make);

    private static PlainField[] Head => [new("id") { ReadOnly = true }];

    private static PlainField[] Reach => [new("email") { MaxLength = 254 }, new("phone") { MaxLength = 40 }];

    private static PlainField[] Address =>
    [
        new("address1") { MaxLength = 200 }, new("address2") { MaxLength = 200 }, new("postal_code") { MaxLength = 20 },
        new("city") { MaxLength = 100 }, new("country") { MaxLength = 2 },
    ];

    private static PlainField[] Tail =>
    [
        new("external_ref") { MaxLength = 100, Unique = true },
        new("version", "integer") { ReadOnly = true },
        new("created_at", "date-time") { ReadOnly = true },
        new("updated_at", "date-time") { ReadOnly = true },
    ];

    private static decimal Total(JsonObject invoice) => (invoice["lines"] as JsonArray ?? []).Sum(line =>
        decimal.Round((decimal)line!["quantity"]!.GetValue<double>() * (decimal)line["unit_price"]!.GetValue<double>(), 2));
}
