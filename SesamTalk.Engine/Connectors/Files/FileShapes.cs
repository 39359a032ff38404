using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>Values between the cells of a CSV file and slots. An empty cell is null; an empty text stands in quotes.</summary>
internal static class FileShapes
{
    /// <summary>The slot of a cell that is not empty; <see cref="FormatException"/> where it is of another kind, without its value.</summary>
    public static object FromCell(SchemaProperty property, string cell, CellFormats formats) => property.Type switch
    {
        PropertyType.Text => cell,
        PropertyType.Integer => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw Wrong(property, (Wording)"a whole number"),
        PropertyType.Decimal => Amount(cell, formats) ?? throw Wrong(property, (Wording)$"a number with “{formats.Decimal}” before its decimals"),
        PropertyType.Boolean => Is(cell, formats.Yes) ? true : Is(cell, formats.No) ? false : throw Wrong(property, (Wording)$"{formats.Yes} or {formats.No}"),
        PropertyType.Date => Day(cell, formats) ?? throw Wrong(property, (Wording)$"a date written {formats.Date}"),
        PropertyType.DateTime => Moment(cell, formats) ?? throw (formats.DateTime is { } form ? Wrong(property, (Wording)$"a date with a time, written {form}") : Wrong(property, (Wording)"a date with a time, written as ISO 8601 says")),
        PropertyType.List => throw Wrong(property, (Wording)"a single value"),
    };

    /// <summary>The cell of a value; null becomes an empty one.</summary>
    public static string ToCell(object? value, CellFormats formats) => value switch
    {
        null => "",
        string text => text,
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture).Replace(".", formats.Decimal, StringComparison.Ordinal),
        bool yes => yes ? formats.Yes : formats.No,
        DateOnly day => day.ToString(formats.Date, CultureInfo.InvariantCulture),
        DateTimeOffset moment => formats.DateTime is null ? Moments.Text(moment) : TimeZoneInfo.ConvertTime(moment, formats.Zone).ToString(formats.DateTime, CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A slot cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>Why a value cannot stand in a column, or null.</summary>
    public static Reason? Misfit(SchemaProperty property, object? value) => value switch
    {
        null or "" when property.IsRequired => (Wording)"It must have a value.",
        string text when property.MaxLength is { } most && text.EnumerateRunes().Count() > most => (Wording)$"It is too long: at most {most} characters.",
        string text when text.Length > 0 && property.AllowedValues.Length > 0 && !property.AllowedValues.Contains(text) => (Wording)$"It must be one of {string.Join(", ", property.AllowedValues)}.",
        _ => (Reason?)null,
    };

    private static bool Is(string cell, string word) => string.Equals(cell.Trim(), word, StringComparison.OrdinalIgnoreCase);

    private static decimal? Amount(string cell, CellFormats formats) =>
        decimal.TryParse(cell.Replace(formats.Decimal, ".", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && (formats.Decimal == "." || !cell.Contains('.', StringComparison.Ordinal)) ? number : null;

    private static DateOnly? Day(string cell, CellFormats formats) =>
        DateOnly.TryParseExact(cell, formats.Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset? Moment(string cell, CellFormats formats)
    {
        if (formats.DateTime is null && formats.Zone == TimeZoneInfo.Utc) return Moments.Parse(cell);
        var fits = formats.DateTime is null
            ? DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment)
            : DateTime.TryParseExact(cell, formats.DateTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
        if (!fits || (moment.Kind == DateTimeKind.Unspecified && formats.Zone.IsInvalidTime(moment))) return null;
        return moment.Kind == DateTimeKind.Utc ? new DateTimeOffset(moment) : new DateTimeOffset(moment, formats.Zone.GetUtcOffset(moment)).ToUniversalTime();
    }

    private static UnfitException Wrong(SchemaProperty property, Reason expected) => new($"{property.Path} should be {expected}");
}
