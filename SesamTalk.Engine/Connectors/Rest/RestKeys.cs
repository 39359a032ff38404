using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Keys between records, addresses and bodies.</summary>
internal static class RestKeys
{
    /// <summary>What <c>{id}</c> and <c>{id.FIELD}</c> stand for; null for a key that cannot be one of the entity's.</summary>
    public static Func<string, object?>? Places(RestEntity entity, RecordId id)
    {
        if (entity.Ids.Length > 1 && id.Text.Split('/').Length != entity.Ids.Length) return null;
        var parts = entity.PartsOf(id);
        return name => name == "id" ? id.Text : name.StartsWith("id.", StringComparison.Ordinal) ? parts.GetValueOrDefault(name["id.".Length..]) : null;
    }

    /// <summary>What <c>{record.PATH}</c> stands for: the record's value, or <see cref="Absent"/> where it is not known.</summary>
    public static object? OfRecord(Record record, string name) => name.StartsWith("record.", StringComparison.Ordinal) ? record[name["record.".Length..]] : null;

    /// <summary>A key's text as a value of its property; null where it is none.</summary>
    public static object? Typed(SchemaProperty property, string text) => property.Type switch
    {
        PropertyType.Text => text,
        PropertyType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        PropertyType.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        PropertyType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        PropertyType.DateTime => Moments.Parse(text),
        PropertyType.Boolean => text is "true" or "false" ? text == "true" : null,
        PropertyType.List => null,
    };

    /// <summary>The key that a record's own values make; null where one is missing.</summary>
    public static RecordId? Of(RestEntity entity, Record record) => entity.Ids.Length == 1
        ? RecordId.From(record[entity.Ids[0]])
        : JsonRecords.Composite(entity.Ids.Select(path => record[path])) is { } text ? new RecordId(text) : null;
}
