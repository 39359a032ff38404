using System.Globalization;

namespace SesamTalk.Engine.Records;

/// <summary>A record's key in its own system, as text; compared by its characters.</summary>
public readonly record struct RecordId(string Text)
{
    /// <summary>The id that a key or reference value stands for, or null where the value is blank or absent.</summary>
    public static RecordId? From(object? value) => value switch
    {
        null or Absent => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : new RecordId(text),
        IFormattable number => new RecordId(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => new RecordId(value.ToString() ?? ""),
    };

    /// <inheritdoc/>
    public override string ToString() => Text;
}
