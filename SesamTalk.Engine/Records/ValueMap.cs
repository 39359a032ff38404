using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>Some properties with their values, apart from any schema: what the journal and the history keep. Equal by content.</summary>
public sealed class ValueMap(ImmutableArray<KeyValuePair<string, object?>> pairs) : IEquatable<ValueMap>
{
    /// <summary>No properties.</summary>
    public static readonly ValueMap Empty = new([]);

    /// <summary>The properties, in the order they were put in; none is absent.</summary>
    public ImmutableArray<KeyValuePair<string, object?>> Pairs { get; } = pairs;

    /// <summary>The known values of a record.</summary>
    public static ValueMap Of(Record record) => new(record.Known());

    /// <summary>The values as a record of a schema; a path that the schema lacks is left out.</summary>
    public Record As(Schema schema, RecordId? id) => Record.Of(schema, id, Pairs.Where(pair => schema.SlotOf(pair.Key) >= 0));

    /// <inheritdoc/>
    public bool Equals(ValueMap? other) =>
        other is not null && Pairs.Length == other.Pairs.Length && Pairs.Zip(other.Pairs).All(p => p.First.Key == p.Second.Key && Values.Same(p.First.Value, p.Second.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    /// <inheritdoc/>
    public override int GetHashCode() => Pairs.Length;
}
