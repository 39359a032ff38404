using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The body of a create: what is filled, what Go wants besides, and nested objects with their required members.</summary>
internal static class GoPost
{
    /// <summary>The values of a create: those asked for, our reference, and the entity's own defaults where nobody says otherwise.</summary>
    public static Record Complete(GoEntity entity, Record values, string? reference)
    {
        var added = new List<KeyValuePair<string, object?>>();
        if (reference is not null && entity.Reference is { } path && Values.IsBlank(values[path])) added.Add(new(path, reference));
        foreach (var usual in entity.CreateWith)
            if (Values.IsBlank(values[usual.Path]) && usual.Unless.All(other => Values.IsBlank(values[other]))) added.Add(new(usual.Path, usual.Value));
        return values.With(added);
    }

    /// <summary>The body as JSON; what is null is left out, and the owner stands in the address.</summary>
    public static byte[] Build(GoEntity entity, Record values) => JsonBody.Make(writer =>
        JsonBody.WriteRecord(writer, entity.Plan.Root, values, (record, slot) => IsSent(entity, record, slot)));

    private static bool IsSent(GoEntity entity, Record record, int slot)
    {
        var property = record.Schema.Properties[slot];
        if (property.IsReadOnly || property.Path == entity.Owner || property.Path is "SalesOrderId") return false;
        if (record[slot] is not (null or Absent)) return true;
        return entity.RequiredBelow.Contains(property.Path) && HasSibling(record, property.Path);
    }

    private static bool HasSibling(Record record, string path)
    {
        var prefix = path[..(path.IndexOf('.', StringComparison.Ordinal) + 1)];
        return record.Schema.Properties.Any(p => p.Path.StartsWith(prefix, StringComparison.Ordinal) && !p.IsReadOnly && record[p.Path] is not (null or Absent));
    }
}
