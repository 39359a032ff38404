namespace SesamTalk.Engine.Records;

/// <summary>Reads a dotted path from a record: one value, or, where a step is a list, that of each element.</summary>
public static class PathReader
{
    /// <summary>All values at a path, blank ones left out; names are compared as the schema resolves them.</summary>
    public static IEnumerable<object> Read(Record record, string path)
    {
        var slot = record.Schema.Resolve(path);
        if (slot >= 0) return record[slot] is { } value && !Values.IsBlank(value) ? [value] : [];
        for (var dot = path.IndexOf('.'); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            var list = record.Schema.Resolve(path[..dot]);
            if (list < 0 || record[list] is not ElementList elements) continue;
            var rest = path[(dot + 1)..];
            return elements.Elements.SelectMany(element => Read(element, rest));
        }

        return [];
    }
}
