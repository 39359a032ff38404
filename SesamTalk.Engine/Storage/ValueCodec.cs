using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Values as bytes and back, with their CLR types: a tag before each value says what it is. The first byte is the number of
/// the form, so that what an older version packed can still be read. What a record does not know is left out.
/// </summary>
public static class ValueCodec
{
    private const byte Form = 1;

    /// <summary>Packs values. Throws <see cref="ArgumentException"/> for a type that no slot may hold.</summary>
    public static byte[] Pack(ValueMap map)
    {
        if (map.Pairs.IsEmpty) return [];
        var writer = ValueWriter.Fresh();
        writer.Byte(Form);
        writer.Count(map.Pairs.Length);
        foreach (var (path, value) in map.Pairs)
        {
            writer.Text(path);
            writer.Value(value);
        }

        return writer.ToArray();
    }

    /// <summary>The values again, in the order they were packed. Throws <see cref="InvalidDataException"/> for other bytes.</summary>
    public static ValueMap UnpackMap(byte[] bytes)
    {
        if (bytes.Length == 0) return ValueMap.Empty;
        var reader = Open(bytes);
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>(reader.Count());
        for (var left = pairs.Capacity; left > 0; left--) pairs.Add(KeyValuePair.Create(reader.Text(), reader.Value()));
        return new ValueMap(pairs.MoveToImmutable());
    }

    /// <summary>Packs what a record knows, with its id.</summary>
    public static byte[] Pack(Record record)
    {
        var writer = ValueWriter.Fresh();
        writer.Byte(Form);
        writer.TextOrNull(record.Id?.Text);
        var properties = record.Schema.Properties;
        var known = 0;
        for (var slot = 0; slot < properties.Length; slot++) known += record[slot] is Absent ? 0 : 1;
        writer.Count(known);
        for (var slot = 0; slot < properties.Length; slot++)
        {
            if (record[slot] is Absent) continue;
            writer.Text(properties[slot].Path);
            writer.Value(record[slot]);
        }

        return writer.ToArray();
    }

    /// <summary>Whether some bytes are what a record with these slots alone is packed to, without an id.</summary>
    internal static bool IsPacked(Record record, ReadOnlySpan<int> slots, ReadOnlySpan<byte> bytes)
    {
        if (!record.Packed.IsEmpty) return IsPacked(record.Schema, record.Packed, slots, bytes);
        var writer = ValueWriter.Fresh();
        writer.Byte(Form);
        writer.TextOrNull(null);
        var known = 0;
        foreach (var slot in slots) known += record[slot] is Absent ? 0 : 1;
        writer.Count(known);
        foreach (var slot in slots)
        {
            if (record[slot] is Absent) continue;
            writer.Text(record.Schema.Properties[slot].Path);
            writer.Value(record[slot]);
        }

        return writer.Is(bytes);
    }

    // Both are packed in the same way, so that bytes are compared with bytes and nothing is opened.
    private static bool IsPacked(Schema schema, ReadOnlySpan<byte> packed, ReadOnlySpan<int> slots, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 || bytes[0] != Form || bytes[1] != 0) return false;
        var agreed = new ValueReader(bytes[2..]);
        var record = new ValueReader(packed);
        var (left, next) = (agreed.Count(), 0);
        var rest = agreed.Rest;
        foreach (var slot in slots)
        {
            for (; next < slot; next++) record.Packed();
            next++;
            var value = record.Packed();
            if (value[0] == (byte)ValueTag.Absent) continue;
            var path = schema.PackedPath(slot);
            if (!rest.StartsWith(path) || !rest[path.Length..].StartsWith(value)) return false;
            rest = rest[(path.Length + value.Length)..];
            left--;
        }

        return left == 0 && rest.IsEmpty;
    }

    /// <summary>The record again, in a schema that may have changed since: what it lacks is left out, what is new is absent.</summary>
    public static Record UnpackRecord(byte[] bytes, Schema schema)
    {
        var reader = Open(bytes);
        RecordId? id = reader.TextOrNull() is { } text ? new RecordId(text) : null;
        var slots = new object?[schema.Properties.Length];
        Array.Fill(slots, Absent.Instance);
        var expected = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var slot = reader.Slot(schema, expected);
            var value = reader.Value();
            if (slot < 0) continue;
            expected = slot + 1;
            slots[slot] = value is ElementList list && schema.Properties[slot].Element is { } element ? ElementShape.Fit(list, element) : value;
        }

        return new Record(schema, id, slots);
    }

    private static ValueReader Open(byte[] bytes)
    {
        var reader = new ValueReader(bytes);
        if (bytes.Length == 0 || reader.Byte() is not Form) throw new InvalidDataException("Stored values are in a form that this version of SesamTalk cannot read.");
        return reader;
    }
}
