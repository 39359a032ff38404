using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The fields of an entity: a name with a type, or with a mapping that says more.</summary>
internal static class ManifestFields
{
    /// <summary>The words for types.</summary>
    private static readonly Dictionary<string, PropertyType> Types = new()
    {
        ["string"] = PropertyType.Text,
        ["integer"] = PropertyType.Integer,
        ["number"] = PropertyType.Decimal,
        ["boolean"] = PropertyType.Boolean,
        ["date"] = PropertyType.Date,
        ["dateTime"] = PropertyType.DateTime,
        ["list"] = PropertyType.List,
    };

    /// <summary>The properties, in the order written; the key is the one of this path.</summary>
    public static List<SchemaProperty> Read(ManifestNode fields, List<string> entities, string key) =>
        [.. fields.Members().Select(member => Property(member.Key, member.Value, entities) with { IsKey = member.Key == key })];

    /// <summary>What is sent on create where nothing else is known.</summary>
    public static ImmutableArray<KeyValuePair<string, object?>> Defaults(ManifestNode fields) =>
        [.. fields.Members().Where(member => member.Value.IsMapping && member.Value.Find("default") is not null).Select(member => KeyValuePair.Create(member.Key, (object?)Value(member.Value.Need("default"), Type(member.Value.Need("type")))))];

    /// <summary>The value that a text means for a type.</summary>
    public static object Value(ManifestNode node, PropertyType type)
    {
        object? value = type switch
        {
            PropertyType.Text => node.Text(),
            PropertyType.Integer => long.TryParse(node.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            PropertyType.Decimal => decimal.TryParse(node.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            PropertyType.Boolean => node.Text() switch { "true" => true, "false" => false, _ => null },
            PropertyType.Date => DateOnly.TryParseExact(node.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            PropertyType.DateTime => Moments.Parse(node.Text()),
            PropertyType.List => null,
        };
        return value ?? throw node.Wrong($"“{node.Text()}” is no value of the type {Types.First(word => word.Value == type).Key}");
    }

    private static SchemaProperty Property(string path, ManifestNode node, List<string> entities)
    {
        if (!node.IsMapping) return new(path, Type(node));
        node.Knows("type", "required", "readOnly", "createOnly", "maxLength", "values", "references", "fields", "id", "default");
        var type = Type(node.Need("type"));
        if (type == PropertyType.List != node.Find("fields") is not null) throw node.Wrong("a list has fields, and nothing else has");
        if (node.Find("id") is { } key && node.Find("fields")?.Find(key.Text()) is null) throw key.Wrong($"the list's fields have no {key.Text()}");
        foreach (var reference in node.List("references"))
            if (!entities.Contains(reference.Text())) throw reference.Wrong($"there is no entity {reference.Text()}");
        return new(path, type)
        {
            IsRequired = node.Flag("required") && node.Find("default") is null,
            IsReadOnly = node.Flag("readOnly"),
            IsCreateOnly = node.Flag("createOnly"),
            MaxLength = node.Find("maxLength") is null ? null : (int)node.Number("maxLength", 0, 1, int.MaxValue),
            AllowedValues = [.. node.Texts("values")],
            References = [.. node.Texts("references")],
            Element = node.Find("fields") is { } below ? new Schema(path, Read(below, entities, node.Text("id", ""))) : null,
        };
    }

    private static PropertyType Type(ManifestNode node) => Types.TryGetValue(node.Text(), out var type)
        ? type
        : throw node.Wrong($"“{node.Text()}” is no type; there are {string.Join(", ", Types.Keys)}");
}
