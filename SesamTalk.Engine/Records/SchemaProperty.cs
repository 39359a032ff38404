using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>One property of an entity, with its dotted path from the record's root (<c>MailAddress.City</c>).</summary>
public sealed record SchemaProperty(string Path, PropertyType Type)
{
    /// <summary>The record's own key: shown and linked by, never compared or patched.</summary>
    public bool IsKey { get; init; }

    /// <summary>Must be sent when a record is created.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The system computes it; it is never sent.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Accepted when a record is created and never afterwards.</summary>
    public bool IsCreateOnly { get; init; }

    /// <summary>Most characters that a text may have; null where the system states none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The values that are allowed; empty where any is.</summary>
    public ImmutableArray<string> AllowedValues { get; init; } = [];

    /// <summary>The entities whose ids this property holds; empty where it is no reference.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>The elements' schema, for a list; null otherwise.</summary>
    public Schema? Element { get; init; }

    /// <summary>Holds the id of another record.</summary>
    public bool IsReference => !References.IsEmpty;
}
