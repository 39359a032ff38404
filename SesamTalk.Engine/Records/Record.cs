using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>
/// A record as one read or one mapping knows it: a schema and one slot for each of its properties. Immutable.
/// A slot is a value of its property's type, null, or <see cref="Absent"/>.
/// </summary>
public sealed class Record
{
    private readonly object?[] _slots;

    /// <summary>A record over these slots, which the caller hands over and no longer changes.</summary>
    public Record(Schema schema, RecordId? id, object?[] slots)
    {
        if (slots.Length != schema.Properties.Length) throw new ArgumentException("One slot for each property of the schema.", nameof(slots));
        (Schema, Id, _slots) = (schema, id, slots);
    }

    /// <summary>The schema that the slots follow.</summary>
    public Schema Schema { get; }

    /// <summary>The record's key, or null for a record that is yet to be created.</summary>
    public RecordId? Id { get; }

    /// <summary>The value in a slot; slot -1 is absent.</summary>
    public object? this[int slot] => slot < 0 ? Absent.Instance : _slots[slot];

    /// <summary>The value at a path; a path that the schema lacks is absent.</summary>
    public object? this[string path] => this[Schema.SlotOf(path)];

    /// <summary>A record of which nothing is known yet.</summary>
    public static Record Empty(Schema schema, RecordId? id = null)
    {
        var slots = new object?[schema.Properties.Length];
        Array.Fill(slots, Absent.Instance);
        return new Record(schema, id, slots);
    }

    /// <summary>A record with these values; every other slot is absent. An unknown path is our mistake.</summary>
    public static Record Of(Schema schema, RecordId? id, params IEnumerable<KeyValuePair<string, object?>> values) =>
        Empty(schema, id).With(values);

    /// <summary>This record with some slots replaced.</summary>
    public Record With(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var slots = (object?[])_slots.Clone();
        foreach (var (path, value) in values)
        {
            var slot = Schema.SlotOf(path);
            if (slot < 0) throw new ArgumentException($"{Schema.Entity} has no property {path}.", nameof(values));
            slots[slot] = value;
        }

        return new Record(Schema, Id, slots);
    }

    /// <summary>This record under an id that has become known.</summary>
    public Record WithId(RecordId id) => new(Schema, id, _slots);

    /// <summary>What is known of <paramref name="newer"/>, and for the rest what is known here; both of one schema.</summary>
    public Record OverlaidBy(Record newer)
    {
        var slots = new object?[_slots.Length];
        for (var slot = 0; slot < slots.Length; slot++) slots[slot] = newer._slots[slot] is Absent ? _slots[slot] : newer._slots[slot];
        return new Record(Schema, newer.Id ?? Id, slots);
    }

    /// <summary>The properties that this record knows, with their values, in slot order.</summary>
    public ImmutableArray<KeyValuePair<string, object?>> Known()
    {
        var known = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>(_slots.Length);
        for (var slot = 0; slot < _slots.Length; slot++)
            if (_slots[slot] is not Absent) known.Add(KeyValuePair.Create(Schema.Properties[slot].Path, _slots[slot]));
        return known.DrainToImmutable();
    }

    /// <summary>Whether both hold the same values in the same slots; ids are not compared.</summary>
    public bool SameValues(Record other)
    {
        if (_slots.Length != other._slots.Length) return false;
        for (var slot = 0; slot < _slots.Length; slot++)
            if (!Values.Same(_slots[slot], other._slots[slot])) return false;
        return true;
    }
}
