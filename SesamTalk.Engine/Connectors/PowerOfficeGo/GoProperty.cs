using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>
/// The words in which the entities are described. A property is readable, accepted on create and patchable unless a
/// modifier takes something away.
/// </summary>
internal static class GoProperty
{
    public static SchemaProperty Text(string path, int? max = null) => new(path, PropertyType.Text) { MaxLength = max };

    public static SchemaProperty Whole(string path) => new(path, PropertyType.Integer);

    public static SchemaProperty Amount(string path) => new(path, PropertyType.Decimal);

    public static SchemaProperty Flag(string path) => new(path, PropertyType.Boolean);

    public static SchemaProperty Day(string path) => new(path, PropertyType.Date);

    public static SchemaProperty Moment(string path) => new(path, PropertyType.DateTime);

    /// <summary>One of a fixed set of words.</summary>
    public static SchemaProperty Choice(string path, ImmutableArray<string> values) => new(path, PropertyType.Text) { AllowedValues = values };

    /// <summary>The id of a record of one of these entities.</summary>
    public static SchemaProperty Ref(string path, params ImmutableArray<string> entities) => new(path, PropertyType.Integer) { References = entities };

    /// <summary>The record's own key: a number, or a text where it is a UUID.</summary>
    public static SchemaProperty Key(PropertyType type) => new("Id", type) { IsKey = true, IsReadOnly = true };

    /// <summary>Must be there when a record is created.</summary>
    public static SchemaProperty Required(this SchemaProperty property) => property with { IsRequired = true };

    /// <summary>Go computes it.</summary>
    public static SchemaProperty ReadOnly(this SchemaProperty property) => property with { IsReadOnly = true };

    /// <summary>Accepted by POST alone: the code and number twins of an id, and what no patch can address.</summary>
    public static SchemaProperty OnCreate(this SchemaProperty property) => property with { IsCreateOnly = true };
}
