namespace SesamTalk.Engine.Records;

/// <summary>What a path means in a schema: a property of the record itself, or one of each element of a list.</summary>
/// <param name="Path">The path as the schema writes it.</param>
/// <param name="Property">The property at its end.</param>
/// <param name="List">The outermost list on the way, or null where the property is the record's own.</param>
public sealed record ResolvedPath(string Path, SchemaProperty Property, SchemaProperty? List)
{
    /// <summary>What a path means, its steps compared exactly and then folded; null where nothing or more than one thing fits.</summary>
    public static ResolvedPath? Of(Schema schema, string path)
    {
        if (schema.Find(path) is { } own) return new(own.Path, own, null);
        for (var dot = path.IndexOf('.'); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (schema.Find(path[..dot]) is not { Element: { } element } list) continue;
            return Of(element, path[(dot + 1)..]) is { } inner ? new($"{list.Path}.{inner.Path}", inner.Property, list) : null;
        }

        return null;
    }
}
