using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// What a record's property rows give towards the other side: one entry for each row of the pair, in the rows' order.
/// An entry is a value in the target's form, null, <see cref="Records.Absent"/> (not read, or not meant there),
/// <see cref="Unmappable"/> or <see cref="PendingReference"/>.
/// </summary>
public sealed class RowValues(object?[] entries)
{
    /// <summary>The entry of a row.</summary>
    public object? this[int row] => entries[row];

    /// <summary>How many rows there are.</summary>
    public int Count => entries.Length;
}

/// <summary>A value that cannot be told in the other system's terms, with the reason for a person.</summary>
public sealed record Unmappable(Reason Reason);
