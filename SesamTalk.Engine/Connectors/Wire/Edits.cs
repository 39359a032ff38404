using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>What an update really changes.</summary>
internal static class Edits
{
    /// <summary>The paths whose values differ from the current ones; the key is never among them.</summary>
    public static List<string> Changed(Record values, Record current) =>
        [.. values.Known().Where(pair => !(values.Schema.Find(pair.Key)?.IsKey ?? true) && !Values.Same(pair.Value, current[pair.Key])).Select(pair => pair.Key)];

    /// <summary>Of the changed paths those that can no longer be changed, as a refusal; null where all can.</summary>
    public static ConnectorError.Rejected? Closed(Schema schema, IEnumerable<string> changed)
    {
        var closed = changed.Where(path => schema.Find(path) is null or { IsReadOnly: true } or { IsCreateOnly: true }).ToList();
        return closed.Count == 0 ? null : new(
            [.. closed.Select(path => new RejectedProperty(path, "It cannot be changed once the record exists."))],
            $"{string.Join(", ", closed)} of an existing record in {schema.Entity} cannot be changed.");
    }

    /// <summary>The record in the slots of this schema, whoever made it.</summary>
    public static Record In(Schema schema, Record record) =>
        ReferenceEquals(record.Schema, schema) ? record : Record.Of(schema, record.Id, record.Known());

    /// <summary>Of the values only these.</summary>
    public static Record Only(Record values, IReadOnlyCollection<string> paths) =>
        Record.Of(values.Schema, values.Id, values.Known().Where(pair => paths.Contains(pair.Key)));
}
