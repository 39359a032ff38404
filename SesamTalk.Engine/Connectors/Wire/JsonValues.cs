using System.Globalization;
using System.Text.Json;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Single values between JSON and slots, by the property's type.</summary>
internal static class JsonValues
{
    /// <summary>The value that the reader stands at; null stays null, a wrong type throws <see cref="JsonException"/>.</summary>
    public static object? Read(ref Utf8JsonReader reader, SchemaProperty property) => (property.Type, reader.TokenType) switch
    {
        (_, JsonTokenType.Null) => null,
        (PropertyType.Text, JsonTokenType.String) => reader.GetString(),
        (PropertyType.Integer, JsonTokenType.Number) => Whole(ref reader, property),
        (PropertyType.Decimal, JsonTokenType.Number) => reader.TryGetDecimal(out var amount) ? amount : throw JsonRecords.Wrong(ref reader, property.Path, (Wording)"a number that fits"),
        (PropertyType.Boolean, JsonTokenType.True) => true,
        (PropertyType.Boolean, JsonTokenType.False) => false,
        (PropertyType.Date, JsonTokenType.String) => Day(reader.GetString()!) ?? throw JsonRecords.Wrong(ref reader, property.Path, (Wording)"a date"),
        (PropertyType.DateTime, JsonTokenType.String) => Moments.Parse(reader.GetString()!) ?? throw JsonRecords.Wrong(ref reader, property.Path, (Wording)"a date with a time"),
        _ => throw JsonRecords.Wrong(ref reader, property.Path, Word(property.Type)),
    };

    /// <summary>Writes a value as its type is written in JSON; days as yyyy-MM-dd, moments in UTC.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case long whole: writer.WriteNumberValue(whole); break;
            case decimal amount: writer.WriteNumberValue(amount); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case DateOnly day: writer.WriteStringValue(Text(day)); break;
            case DateTimeOffset moment: writer.WriteStringValue(Moments.Text(moment)); break;
            default: throw new ArgumentException($"A slot cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>A value as a path or query writes it.</summary>
    public static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => Moments.Text(moment),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static long Whole(ref Utf8JsonReader reader, SchemaProperty property)
    {
        if (reader.TryGetInt64(out var whole)) return whole;
        if (reader.TryGetDecimal(out var amount) && amount == Math.Truncate(amount) && amount is >= long.MinValue and <= long.MaxValue) return (long)amount;
        throw JsonRecords.Wrong(ref reader, property.Path, (Wording)"a whole number");
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Length > 10 && text[10] == 'T' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Reason Word(PropertyType type) => type switch
    {
        PropertyType.Text => (Wording)"a text",
        PropertyType.Integer => (Wording)"a whole number",
        PropertyType.Decimal => (Wording)"a number",
        PropertyType.Boolean => (Wording)"yes or no",
        PropertyType.Date => (Wording)"a date",
        PropertyType.DateTime => (Wording)"a date with a time",
        PropertyType.List => (Wording)"a list",
    };
}
