namespace SesamTalk.Engine.Records;

/// <summary>
/// The slots of a record one after another, as <see cref="ValueWriter"/> packs values; lists are never packed so. A record that is only
/// compared with what was agreed needs no string and no box of its values.
/// </summary>
internal static class PackedSlots
{
    /// <summary>All values.</summary>
    public static object?[] All(ReadOnlySpan<byte> packed, int count)
    {
        var slots = new object?[count];
        var reader = new ValueReader(packed);
        for (var slot = 0; slot < count; slot++) slots[slot] = reader.Value();
        return slots;
    }

    /// <summary>The value of one slot.</summary>
    public static object? One(ReadOnlySpan<byte> packed, int slot)
    {
        var reader = At(packed, slot);
        return reader.Value();
    }

    /// <summary>Whether a slot holds exactly this text, which is not blank; false also where that cannot be told without opening it.</summary>
    public static bool IsText(ReadOnlySpan<byte> packed, int slot, ReadOnlySpan<byte> text)
    {
        if (packed.IsEmpty || !text.ContainsAnyInRange((byte)'!', (byte)'~')) return false;
        var reader = At(packed, slot);
        return (ValueTag)reader.Byte() == ValueTag.Text && reader.Count() == text.Length && reader.Rest.StartsWith(text);
    }

    private static ValueReader At(ReadOnlySpan<byte> packed, int slot)
    {
        var reader = new ValueReader(packed);
        for (var before = 0; before < slot; before++) reader.Packed();
        return reader;
    }
}
