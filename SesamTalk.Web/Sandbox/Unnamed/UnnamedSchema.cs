using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>One field of the unnamed system. Types: string, integer, number, date, date-time, list.</summary>
internal sealed record UnnamedField(string Name, string Type = "string")
{
    public bool Required { get; init; }
    public bool ReadOnly { get; init; }
    public bool Unique { get; init; }
    public int? MaxLength { get; init; }
    public string[] References { get; init; } = [];
    public string[] Values { get; init; } = [];
    public string? Default { get; init; }
    public UnnamedField[] Fields { get; init; } = [];

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["required"] = Required,
        ["read_only"] = ReadOnly,
        ["max_length"] = MaxLength,
        ["reference"] = Words(References),
        ["values"] = Words(Values),
        ["unique"] = Unique,
        ["fields"] = Fields.Length == 0 ? null : new JsonArray([.. Fields.Select(field => field.ToJson())]),
    };

    private static JsonArray? Words(string[] words) => words.Length == 0 ? null : new JsonArray([.. words.Select(word => (JsonNode?)word)]);
}

/// <summary>One entity: its name in the address, how its ids look, and its fields.</summary>
internal sealed record UnnamedEntity(string Name, string Prefix, long FirstNumber, UnnamedField[] Fields)
{
    public UnnamedField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>All that the unnamed system knows about itself.</summary>
internal static class UnnamedSchema
{
    private static readonly string[] Anyone = ["customers-company", "customers-person"];

    public static readonly IReadOnlyList<UnnamedEntity> Entities =
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
            new("number") { MaxLength = 40, Unique = true },
            new("currency") { MaxLength = 3, Default = "NOK" },
            new("customer") { References = Anyone },
            new("status") { Values = ["draft", "sent", "paid"], Default = "draft" },
            new("issued_on", "date"),
            new("lines", "list") { Fields = [
                new("description") { MaxLength = 400 },
                new("quantity", "number") { Required = true },
                new("unit_price", "number") { Required = true }] },
            new("total", "number") { ReadOnly = true },
            .. Tail]),
    ];

    private static UnnamedField[] Head => [new("id") { ReadOnly = true }];

    private static UnnamedField[] Reach => [new("email") { MaxLength = 254 }, new("phone") { MaxLength = 40 }];

    private static UnnamedField[] Address =>
    [
        new("address1") { MaxLength = 200 }, new("address2") { MaxLength = 200 }, new("postal_code") { MaxLength = 20 },
        new("city") { MaxLength = 100 }, new("country") { MaxLength = 2 },
    ];

    private static UnnamedField[] Tail =>
    [
        new("external_ref") { MaxLength = 100, Unique = true },
        new("version", "integer") { ReadOnly = true },
        new("created_at", "date-time") { ReadOnly = true },
        new("updated_at", "date-time") { ReadOnly = true },
    ];

    public static UnnamedEntity? Find(string? name) => Entities.FirstOrDefault(entity => entity.Name == name);

    public static JsonObject ToJson() => new()
    {
        ["entities"] = new JsonArray([.. Entities.Select(entity => new JsonObject
        {
            ["name"] = entity.Name,
            ["fields"] = new JsonArray([.. entity.Fields.Select(field => field.ToJson())]),
        })]),
    };
}
