using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Values between a driver and a slot.</summary>
internal static class SqlValues
{
    /// <summary>The slot of what the driver gave; <see cref="FormatException"/> names the column where it is of another kind.</summary>
    public static object? FromDriver(SqlColumn column, object given)
    {
        if (given is DBNull) return null;
        try
        {
            return (column.Type switch
            {
                PropertyType.Text => given is string text ? text : given is byte[] ? null : Convert.ToString(given, CultureInfo.InvariantCulture),
                PropertyType.Integer => given is long or int or short ? Convert.ToInt64(given, CultureInfo.InvariantCulture) : null,
                PropertyType.Decimal => given is byte[] or bool ? null : Convert.ToDecimal(given, CultureInfo.InvariantCulture),
                PropertyType.Boolean => given is bool ? given : given is long and (0 or 1) ? (long)given == 1 : null,
                PropertyType.Date => Day(given),
                PropertyType.DateTime => Moment(given),
                PropertyType.List => null,
            }) ?? throw Wrong(column);
        }
        catch (Exception wrong) when (wrong is InvalidCastException or OverflowException)
        {
            throw Wrong(column);
        }
    }

    /// <summary>The value of a key column that a part of an id means, or null.</summary>
    public static object? Key(SqlColumn column, string part) => column.Type switch
    {
        PropertyType.Text => part.Length == 0 || column.Misfit(part) is not null || (column.TypeName == "uuid" && !Guid.TryParse(part, out _)) ? null : part,
        PropertyType.Integer => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        PropertyType.Decimal => decimal.TryParse(part, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        PropertyType.Boolean => bool.TryParse(part, out var yes) ? yes : null,
        PropertyType.Date => DateOnly.TryParse(part, CultureInfo.InvariantCulture, out var day) ? day : null,
        PropertyType.DateTime => Moments.Parse(part),
        PropertyType.List => null,
    };

    private static DateOnly? Day(object given) => given switch
    {
        DateOnly day => day,
        DateTime moment => DateOnly.FromDateTime(moment),
        string text when DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => null,
    };

    // A moment without a zone is taken as UTC, on both ways.
    private static DateTimeOffset? Moment(object given) => given switch
    {
        DateTimeOffset moment => moment.ToUniversalTime(),
        DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        string text => Moments.Parse(text),
        _ => null,
    };

    private static UnfitException Wrong(SqlColumn column) => new($"{column.Name} holds a value that is no {column.Type}, as its type {column.TypeName} promises.");
}
