using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.OpenSesam;

/// <summary>What OpenSesam keeps: locations, classifications and organisations; its refusals name the field in <c>source</c>.</summary>
internal static class OpenSesamSchema
{
    public static readonly PlainSystem System = new(
    [
        new("organisations", "org-", 401, [Id,
            new("organisation_number") { MaxLength = 20 },
            new("name") { Required = true, MaxLength = 200 },
            new("email") { MaxLength = 254 }, new("phone") { MaxLength = 40 }, new("website") { MaxLength = 200 },
            .. Address, .. Tail]),
        new("classifications", "cls-", 101, [Id,
            new("code") { Required = true, MaxLength = 20, Unique = true },
            new("name") { Required = true, MaxLength = 100 },
            new("description") { MaxLength = 400 },
            .. Tail]),
        new("locations", "loc-", 7001, [Id,
            new("organisation") { References = ["organisations"] },
            .. Address,
            new("latitude", "number"), new("longitude", "number"),
            .. Tail]),
    ], Refuse);

    private static PlainField Id => new("id") { ReadOnly = true };

    private static PlainField[] Address =>
    [
        new("address_line1") { MaxLength = 200 }, new("address_line2") { MaxLength = 200 }, new("postal_code") { MaxLength = 20 },
        new("city") { MaxLength = 100 }, new("country") { MaxLength = 2 },
    ];

    private static PlainField[] Tail =>
    [
        new("source_id") { MaxLength = 100, Unique = true },
        new("version", "integer") { ReadOnly = true }, new("created_at", "date-time") { ReadOnly = true }, new("updated_at", "date-time") { ReadOnly = true },
    ];

    public static SandboxRefusal Refuse(int status, string code, string message, string? field, string? holder) => new(new Reply(status, new JsonObject
    {
        ["title"] = code,
        ["detail"] = message,
        ["source"] = field,
        ["conflicting_id"] = holder,
    })
    {
        Headers = status == 429 ? new Dictionary<string, string> { ["Retry-After"] = "1" } : new Dictionary<string, string>(),
    });
}
