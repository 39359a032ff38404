using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Webshop;

/// <summary>What the webshop keeps: customers (people, companies and departments of the house), products, and orders with their lines.</summary>
internal static class WebshopSchema
{
    public static readonly PlainSystem System = new(
    [
        new("customers", "C", 20001, [Id,
            new("customer_number") { MaxLength = 40, Series = 60001 },
            new("type") { Values = ["customer", "department"], Default = "customer" },
            new("active", "boolean") { Default = "true" },
            new("is_person", "boolean") { Default = "false" },
            new("name") { MaxLength = 200 }, new("first_name") { MaxLength = 100 }, new("last_name") { MaxLength = 100 },
            new("org_number") { MaxLength = 20 }, new("email") { MaxLength = 254 }, new("phone") { MaxLength = 40 },
            new("address1") { MaxLength = 200 }, new("address2") { MaxLength = 200 }, new("postal_code") { MaxLength = 20 }, new("city") { MaxLength = 100 }, new("country") { MaxLength = 2 },
            .. Tail]) { Rule = Named },
        new("products", "P", 30001, [Id,
            new("sku") { Required = true, MaxLength = 60, Unique = true },
            new("name") { Required = true, MaxLength = 400 },
            new("description") { MaxLength = 4000 },
            new("price", "number"), new("gtin") { MaxLength = 14 },
            .. Tail]),
        new("orders", "O", 50001, [Id,
            new("number", "integer") { Unique = true, Series = 80001 },
            new("customer") { References = ["customers"] },
            new("currency") { MaxLength = 3, Default = "NOK" },
            new("ordered_on", "date"),
            new("reference") { MaxLength = 100 },
            new("status") { Values = ["open", "shipped", "closed"], Default = "open" },
            new("lines", "list") { ElementPrefix = "L", Fields = [
                new("id"),
                new("reference") { MaxLength = 100 },
                new("product") { References = ["products"] },
                new("description") { MaxLength = 400 },
                new("quantity", "number"), new("unit_price", "number"), new("discount", "number")] },
            new("total", "number") { ReadOnly = true },
            .. Tail]) { Total = Total },
    ], Refuse);

    private static PlainField Id => new("id") { ReadOnly = true };

    private static PlainField[] Tail =>
    [
        new("external_ref") { MaxLength = 100, Unique = true },
        new("version", "integer") { ReadOnly = true }, new("created_at", "date-time") { ReadOnly = true }, new("updated_at", "date-time") { ReadOnly = true },
    ];

    public static SandboxRefusal Refuse(int status, string code, string message, string? field, string? holder) => new(new Reply(status, new JsonObject
    {
        ["code"] = code,
        ["message"] = message,
        ["path"] = field,
        ["id"] = holder,
    })
    {
        Headers = status switch
        {
            401 => new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=\"shop\"" },
            429 => new Dictionary<string, string> { ["Retry-After"] = "1" },
            _ => new Dictionary<string, string>(),
        },
    });

    private static (string, string)? Named(JsonObject customer) => customer["is_person"]?.GetValue<bool>() == true
        ? Blank(customer["last_name"]) ? ("last_name", "A person has a last name.") : null
        : Blank(customer["name"]) ? ("name", "A company or department has a name.") : null;

    private static bool Blank(JsonNode? text) => string.IsNullOrWhiteSpace(text?.ToString());

    private static decimal Total(JsonObject order) => (order["lines"] as JsonArray ?? []).Sum(line =>
        decimal.Round(Number(line!["quantity"]) * Number(line["unit_price"]) * (100 - Number(line["discount"])) / 100, 2));

    private static decimal Number(JsonNode? value) => value is null ? 0 : (decimal)value.GetValue<double>();
}
