using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>
/// A record as one read or one mapping knows it: a schema and one slot for each of its properties. Immutable.
/// A slot is a value of its property's type, null, or <see cref="Absent"/>.
/// </summary>
public sealed class Record
{
    private const int MostAlone = 3;

    private object?[]? _slots;
    private byte[]? _packed;
    private int _alone;

    /// <summary>A record over these slots, which the caller hands over and no longer changes.</summary>
    public Record(Schema schema, RecordId? id, object?[] slots)
    {
        if (slots.Length != schema.Properties.Length) throw new ArgumentException("One slot for each property of the schema.", nameof(slots));
        (Schema, Id, _slots) = (schema, id, slots);
    }

    /// <summary>A record whose slots are packed, as <see cref="PackedSlots"/> reads them, and opened when somebody asks for them: most that are read are only compared.</summary>
    internal Record(Schema schema, RecordId? id, byte[] packed) => (Schema, Id, _packed) = (schema, id, packed);

    /// <summary>The schema that the slots follow.</summary>
    public Schema Schema { get; }

    /// <summary>The record's key, or null for a record that is yet to be created.</summary>
    public RecordId? Id { get; }

    /// <summary>The slots as they are packed; empty for a record that is open.</summary>
    internal ReadOnlySpan<byte> Packed => Volatile.Read(ref _packed);

    // Whoever finds no slots has seen the packed ones before: they are let go after the slots are there.
    private object?[] Slots
    {
        get
        {
            var packed = Volatile.Read(ref _packed);
            if (Volatile.Read(ref _slots) is { } open) return open;
            open = PackedSlots.All(packed, Schema.Properties.Length);
            Volatile.Write(ref _slots, open);
            Volatile.Write(ref _packed, null);
            return open;
        }
    }

    /// <summary>The value in a slot; slot -1 is absent.</summary>
    public object? this[int slot] => slot < 0 ? Absent.Instance : Volatile.Read(ref _slots) is { } open ? open[slot] : Alone(slot);

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
        var slots = (object?[])Slots.Clone();
        foreach (var (path, value) in values)
        {
            var slot = Schema.SlotOf(path);
            if (slot < 0) throw new ArgumentException($"{Schema.Entity} has no property {path}.", nameof(values));
            slots[slot] = value;
        }

        return new Record(Schema, Id, slots);
    }

    /// <summary>This record under an id that has become known.</summary>
    public Record WithId(RecordId id) => new(Schema, id, Slots);

    /// <summary>What is known of <paramref name="newer"/>, and for the rest what is known here; both of one schema.</summary>
    public Record OverlaidBy(Record newer)
    {
        var (ours, theirs) = (Slots, newer.Slots);
        var slots = new object?[ours.Length];
        for (var slot = 0; slot < slots.Length; slot++) slots[slot] = theirs[slot] is Absent ? ours[slot] : theirs[slot];
        return new Record(Schema, newer.Id ?? Id, slots);
    }

    /// <summary>The properties that this record knows, with their values, in slot order.</summary>
    public ImmutableArray<KeyValuePair<string, object?>> Known()
    {
        var slots = Slots;
        var known = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>(slots.Length);
        for (var slot = 0; slot < slots.Length; slot++)
            if (slots[slot] is not Absent) known.Add(KeyValuePair.Create(Schema.Properties[slot].Path, slots[slot]));
        return known.DrainToImmutable();
    }

    /// <summary>Whether both hold the same values in the same slots; ids are not compared.</summary>
    public bool SameValues(Record other)
    {
        var (ours, theirs) = (Slots, other.Slots);
        if (ours.Length != theirs.Length) return false;
        for (var slot = 0; slot < ours.Length; slot++)
            if (!Values.Same(ours[slot], theirs[slot])) return false;
        return true;
    }

    // A mark or a stamp alone is taken out by itself; whoever asks for more wants the record.
    private object? Alone(int slot) =>
        slot < Schema.Properties.Length && ++_alone <= MostAlone && Volatile.Read(ref _packed) is { } packed ? PackedSlots.One(packed, slot) : Slots[slot];
}
