using System.Globalization;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>What can be done to a value on its way into a place.</summary>
internal enum PlaceFilterKind
{
    /// <summary><c>lower</c>: small letters.</summary>
    Lower,

    /// <summary><c>upper</c>: capital letters.</summary>
    Upper,

    /// <summary><c>capitalize</c>: the first letter a capital, the others small.</summary>
    Capitalize,

    /// <summary><c>trim</c>: without blanks around it.</summary>
    Trim,

    /// <summary><c>truncate:N</c>: the first N characters.</summary>
    Truncate,

    /// <summary><c>split:SEPARATOR:N</c>: the part of this number, counted from 0; blank where there is none.</summary>
    Split,

    /// <summary><c>default:TEXT</c>: this text where the value is blank.</summary>
    Default,

    /// <summary><c>plus:N</c>: a number and N more (or less, for a negative one).</summary>
    Plus,

    /// <summary><c>times:N</c>: a number so many times.</summary>
    Times,

    /// <summary><c>json</c>: as a JSON text, in quotes.</summary>
    Json,

    /// <summary><c>raw</c>: not escaped in an address; the value is a part of a path that the system gave.</summary>
    Raw,
}

/// <summary>One filter of a place. Numbers are written without thousands and with a point.</summary>
internal sealed record PlaceFilter(PlaceFilterKind Kind, string Text = "", decimal Number = 0)
{
    /// <summary>Reads a filter. Throws <see cref="FormatException"/> for an unknown one, or one whose number is missing.</summary>
    public static PlaceFilter Parse(string written)
    {
        var (name, rest) = written.IndexOf(':') is >= 0 and var colon ? (written[..colon].Trim(), written[(colon + 1)..]) : (written.Trim(), "");
        if (!Enum.TryParse<PlaceFilterKind>(name, ignoreCase: true, out var kind) || char.IsDigit(name[0]))
            throw new UnfitException($"“{name}” is no filter; there are {string.Join(", ", Enum.GetNames<PlaceFilterKind>().Select(n => n.ToLowerInvariant()))}");
        return kind switch
        {
            PlaceFilterKind.Truncate or PlaceFilterKind.Plus or PlaceFilterKind.Times => new(kind, "", Whole(name, rest)),
            PlaceFilterKind.Split when rest.LastIndexOf(':') is > 0 and var last => new(kind, rest[..last], Whole(name, rest[(last + 1)..])),
            PlaceFilterKind.Split => throw new UnfitException("split is written split:SEPARATOR:N, for example split:/:0"),
            PlaceFilterKind.Default => new(kind, rest),
            PlaceFilterKind.Lower or PlaceFilterKind.Upper or PlaceFilterKind.Capitalize or PlaceFilterKind.Trim or PlaceFilterKind.Json or PlaceFilterKind.Raw => new(kind),
        };
    }

    /// <summary>The value after the filter; null where there is none.</summary>
    public string? Apply(string? value) => Kind == PlaceFilterKind.Default
        ? string.IsNullOrWhiteSpace(value) ? Text : value
        : value is null ? null : Changed(value);

    private string? Changed(string value) => Kind switch
    {
        PlaceFilterKind.Lower => value.ToLowerInvariant(),
        PlaceFilterKind.Upper => value.ToUpperInvariant(),
        PlaceFilterKind.Capitalize => value.Length == 0 ? value : char.ToUpperInvariant(value[0]) + value[1..].ToLowerInvariant(),
        PlaceFilterKind.Trim => value.Trim(),
        PlaceFilterKind.Truncate => value.Length > Number ? value[..(int)Number] : value,
        PlaceFilterKind.Split => value.Split(Text).ElementAtOrDefault((int)Number),
        PlaceFilterKind.Plus => Counted(value, number => number + Number),
        PlaceFilterKind.Times => Counted(value, number => number * Number),
        PlaceFilterKind.Json => JsonSerializer.Serialize(value),
        PlaceFilterKind.Default or PlaceFilterKind.Raw => value,
    };

    private static string? Counted(string value, Func<decimal, decimal> count) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? count(number).ToString(CultureInfo.InvariantCulture) : null;

    private static decimal Whole(string name, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnfitException($"{name} needs a whole number, as in {name}:10");
}
