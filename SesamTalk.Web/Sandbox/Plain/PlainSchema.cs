using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Plain;

/// <summary>One field of an entity. Types: string, integer, number, boolean, date, date-time, list.</summary>
internal sealed record PlainField(string Name, string Type = "string")
{
    public bool Required { get; init; }
    public bool ReadOnly { get; init; }
    public bool Unique { get; init; }
    public int? MaxLength { get; init; }
    public string[] References { get; init; } = [];
    public string[] Values { get; init; } = [];
    public string? Default { get; init; }

    /// <summary>The first number of a series from which the system fills it where nobody does.</summary>
    public long? Series { get; init; }

    /// <summary>The fields of a list's elements.</summary>
    public PlainField[] Fields { get; init; } = [];

    /// <summary>Elements of the list have an <c>id</c> that the system gives; it begins like this.</summary>
    public string? ElementPrefix { get; init; }

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
internal sealed record PlainEntity(string Name, string Prefix, long FirstNumber, PlainField[] Fields)
{
    /// <summary>What the system works out for <c>total</c>; null where there is no such field.</summary>
    public Func<JsonObject, decimal>? Total { get; init; }

    /// <summary>What must hold beside the required fields: a field and the reason why it is missed, or null.</summary>
    public Func<JsonObject, (string Field, string Why)?> Rule { get; init; } = _ => null;

    public PlainField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>All that a system knows about itself, and how it says no.</summary>
internal sealed record PlainSystem(IReadOnlyList<PlainEntity> Entities, PlainRefusal Refuse)
{
    public PlainEntity? Find(string? name) => Entities.FirstOrDefault(entity => entity.Name == name);

    public JsonObject ToJson() => new()
    {
        ["entities"] = new JsonArray([.. Entities.Select(entity => new JsonObject
        {
            ["name"] = entity.Name,
            ["fields"] = new JsonArray([.. entity.Fields.Select(field => field.ToJson())]),
        })]),
    };

    /// <summary>A refusal that names a field.</summary>
    public Kit.SandboxRefusal Field(string code, string field, string message) => Refuse(422, code, message, field, null);
}

/// <summary>A system's own words for a refusal.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">What it is: required, read_only, unknown_field, too_long, wrong_type, not_allowed, unknown_reference, taken, in_use, stale, not_found …</param>
/// <param name="message">A sentence for a person.</param>
/// <param name="field">The field, where one is to blame.</param>
/// <param name="holder">The record that stands in the way, where one does.</param>
internal delegate Kit.SandboxRefusal PlainRefusal(int status, string code, string message, string? field, string? holder);
