using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>What a property row means, given what its two paths are in their systems.</summary>
public enum RowKind
{
    /// <summary>A value that is kept equal.</summary>
    Plain,

    /// <summary>Both paths are their entity's key: shown by the link, never compared, converted or patched.</summary>
    Identity,

    /// <summary>A's key is copied to B as an external reference, one way.</summary>
    ExternalIdInB,

    /// <summary>B's key is copied to A as an external reference, one way.</summary>
    ExternalIdInA,

    /// <summary>Both paths refer to records; the id is translated through the links, never copied.</summary>
    Reference,
}

/// <summary>Tells a row's kind from the two properties.</summary>
public static class RowKinds
{
    /// <summary>The kind of a row between two resolved properties.</summary>
    public static RowKind Of(SchemaProperty a, SchemaProperty b) => (a.IsKey, b.IsKey) switch
    {
        (true, true) => RowKind.Identity,
        (true, false) => RowKind.ExternalIdInB,
        (false, true) => RowKind.ExternalIdInA,
        _ => a.IsReference && b.IsReference ? RowKind.Reference : RowKind.Plain,
    };
}
