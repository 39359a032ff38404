using System.Globalization;

namespace SesamTalk.Engine.Records;

/// <summary>What keeps a typed value from being one of a property.</summary>
public enum TypedTrouble
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>It is no value of the property's type.</summary>
    WrongType,

    /// <summary>It has more characters than the system takes.</summary>
    TooLong,

    /// <summary>The system takes only certain values, and this is none of them.</summary>
    NotAllowed,
}

/// <summary>Reads a value as a person types it: dates as 2026-03-01, numbers with a point or a comma, yes and no as true and false.</summary>
public static class TypedText
{
    /// <summary>The value, in the property's own type, and what is wrong with it; an empty text is no value.</summary>
    public static (object? Value, TypedTrouble Trouble) Read(SchemaProperty property, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return (null, TypedTrouble.None);
        object? value = property.Type switch
        {
            PropertyType.Text => text,
            PropertyType.Integer => long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            PropertyType.Decimal => decimal.TryParse(trimmed.Replace(',', '.'), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) ? amount : null,
            PropertyType.Boolean => bool.TryParse(trimmed, out var yes) ? yes : null,
            PropertyType.Date => DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            PropertyType.DateTime => DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null,
            PropertyType.List => null,
        };
        return value is null ? (null, TypedTrouble.WrongType) : (value, Trouble(property, text));
    }

    /// <summary>What keeps a value, as text, from being accepted by a property: its length, or the values that are allowed.</summary>
    public static TypedTrouble Trouble(SchemaProperty property, string text)
    {
        if (property is { Type: PropertyType.Text, MaxLength: { } most } && text.Length > most) return TypedTrouble.TooLong;
        return property.AllowedValues.IsEmpty || property.AllowedValues.Contains(text) ? TypedTrouble.None : TypedTrouble.NotAllowed;
    }
}
