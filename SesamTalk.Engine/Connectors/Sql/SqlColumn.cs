using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>A column as the database describes it.</summary>
/// <param name="Name">Its name, unquoted.</param>
/// <param name="Type">What its values are to us.</param>
internal sealed record SqlColumn(string Name, PropertyType Type)
{
    /// <summary>The database's own name of the type.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Values cross as text and are cast on both ways (identifiers, enumerations, fixed-width texts).</summary>
    public bool IsCast { get; init; }

    /// <summary>Must have a value.</summary>
    public bool IsNotNull { get; init; }

    /// <summary>The database fills it where nothing is sent.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The database computes it; it cannot be sent.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Most characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Bytes of a whole number: what does not fit is refused by name.</summary>
    public int Bytes { get; init; } = 8;

    /// <summary>Its place in the primary key, from 1; 0 outside.</summary>
    public int KeyPlace { get; init; }

    /// <summary>The table that its foreign key points to, with the column there.</summary>
    public (string Table, string Column)? PointsTo { get; init; }

    /// <summary>The values of an enumeration; empty where any is allowed.</summary>
    public ImmutableArray<string> AllowedValues { get; init; } = [];

    /// <summary>Why a value does not fit, or null.</summary>
    public Reason? Misfit(object? value) => value switch
    {
        null when IsNotNull => (Wording)"It must have a value.",
        string text when MaxLength is { } most && text.EnumerateRunes().Count() > most => (Wording)$"It is too long: at most {most} characters.",
        string text when text.Contains('\0') => (Wording)"It holds a character that a database cannot keep.",
        string text when AllowedValues.Length > 0 && !AllowedValues.Contains(text) => (Wording)$"It must be one of {string.Join(", ", AllowedValues)}.",
        string text when TypeName is "uuid" && !Guid.TryParse(text, out _) => (Wording)"It is no identifier.",
        string text when TypeName is "json" or "jsonb" && !IsJson(text) => (Wording)"It is no JSON.",
        long number when Bytes < 8 && Math.Abs((decimal)number) >= 1L << (Bytes * 8 - 1) => (Wording)"The number is too large for its column.",
        _ => (Reason?)null,
    };

    private static bool IsJson(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
