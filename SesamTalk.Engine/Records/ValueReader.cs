using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace SesamTalk.Engine.Records;

/// <summary>Reads what <see cref="ValueWriter"/> wrote. Throws <see cref="InvalidDataException"/> where the bytes end early or mean nothing.</summary>
internal ref struct ValueReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1)[0];

    public int Count()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (uint)(part & 0x7F) << shift;
            // No count can be larger than the bytes that are left to hold what is counted.
            if (part < 0x80) return value <= (uint)_rest.Length ? (int)value : throw Damaged();
        }

        throw Damaged();
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public string? TextOrNull() => Byte() == 0 ? null : Text();

    /// <summary>The slot of the path that comes next; nearly always the one expected, which is then found without making a string.</summary>
    public int Slot(Schema schema, int expected)
    {
        var path = Take(Count());
        Span<char> characters = stackalloc char[128];
        for (var slot = expected; path.Length <= characters.Length && slot < Math.Min(expected + 4, schema.Properties.Length); slot++)
        {
            var length = Encoding.UTF8.GetChars(path, characters);
            if (characters[..length].SequenceEqual(schema.Properties[slot].Path)) return slot;
        }

        return schema.SlotOf(Encoding.UTF8.GetString(path));
    }

    /// <summary>Passes over a value that is no list, and gives its bytes, the tag among them.</summary>
    public ReadOnlySpan<byte> Packed()
    {
        var from = _rest;
        switch ((ValueTag)Byte())
        {
            case ValueTag.Absent or ValueTag.Null or ValueTag.False or ValueTag.True: break;
            case ValueTag.Text or ValueTag.RawText: Take(Count()); break;
            case ValueTag.Integer: Take(8); break;
            case ValueTag.Decimal: Take(16); break;
            case ValueTag.Date: Take(4); break;
            case ValueTag.Moment: Take(12); break;
            default: throw Damaged();
        }

        return from[..^_rest.Length];
    }

    public object? Value() => (ValueTag)Byte() switch
    {
        ValueTag.Absent => Absent.Instance,
        ValueTag.Null => null,
        ValueTag.Text => Text(),
        ValueTag.Integer => Long(),
        ValueTag.Decimal => Amount(),
        ValueTag.False => false,
        ValueTag.True => true,
        ValueTag.Date => DateOnly.FromDayNumber(Int()),
        ValueTag.Moment => Moment(),
        ValueTag.List => Elements(),
        ValueTag.RawText => new string(MemoryMarshal.Cast<byte, char>(Take(Count()))),
        _ => throw Damaged(),
    };

    private long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    private decimal Amount() => new([Int(), Int(), Int(), Int()]);

    private DateTimeOffset Moment()
    {
        var ticks = Long();
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(Int()));
    }

    private ElementList Elements()
    {
        var elements = new Record[Count()];
        if (elements.Length == 0) return new ElementList([]);
        var schema = ElementShape.Read(ref this);
        for (var i = 0; i < elements.Length; i++)
        {
            RecordId? id = TextOrNull() is { } text ? new RecordId(text) : null;
            var slots = new object?[schema.Properties.Length];
            for (var slot = 0; slot < slots.Length; slot++) slots[slot] = Value();
            elements[i] = new Record(schema, id, slots);
        }

        return new ElementList(ImmutableCollectionsMarshal.AsImmutableArray(elements));
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length) throw Damaged();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidDataException Damaged() => new("Stored values are damaged: their bytes end early or mean nothing.");
}
