using System.Diagnostics;
using System.Globalization;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>Works out a conversion for one value; whatever cannot be worked out becomes <see cref="Unmappable"/>.</summary>
internal static class ConversionRunner
{
    /// <summary>The converted value.</summary>
    public static object? Run(Conversion conversion, object? value, ValueConverter convert) => conversion switch
    {
        Conversion.Same => value,
        Conversion.Text text => text.Value,
        Conversion.Call call => Call(call, value, convert),
        _ => throw new UnreachableException(),
    };

    private static object? Call(Conversion.Call call, object? value, ValueConverter convert)
    {
        if (call.Function == "if") return Run(Truth(Run(call.Arguments[0], value, convert)) ? call.Arguments[1] : call.Arguments[2], value, convert);
        var given = Run(call.Arguments[^1], value, convert);
        if (given is null or Absent or Unmappable && call.Function is not ("eq" or "neq")) return given;
        return call.Function switch
        {
            "string" => convert.Convert(given, PropertyType.Text),
            "integer" => Whole(given, convert),
            "float" or "decimal" => convert.Convert(given, PropertyType.Decimal),
            "boolean" => convert.Convert(given, PropertyType.Boolean),
            "list" => given,
            "upper" => (convert.Convert(given, PropertyType.Text) as string)?.ToUpperInvariant(),
            "lower" => (convert.Convert(given, PropertyType.Text) as string)?.ToLowerInvariant(),
            "strip" => (convert.Convert(given, PropertyType.Text) as string)?.Trim(),
            "datetime-format" => Format(given, Word(call.Arguments[0]), convert),
            "datetime-parse" => Parse(given, Word(call.Arguments[0])),
            "eq" => Equal(Run(call.Arguments[0], value, convert), given, convert),
            "neq" => !Equal(Run(call.Arguments[0], value, convert), given, convert),
            _ => throw new UnreachableException($"Conversion.Parse lets no {call.Function} through."),
        };
    }

    // A number with decimals is cut, as the document's own engine did with ["integer", ["decimal", "_."]].
    private static object? Whole(object? given, ValueConverter convert) =>
        given is decimal number ? convert.Convert(decimal.Truncate(number), PropertyType.Integer) : convert.Convert(given, PropertyType.Integer);

    private static bool Truth(object? value) => value is true;

    private static bool Equal(object? one, object? other, ValueConverter convert) =>
        Values.Agree(convert.Convert(one, PropertyType.Text), convert.Convert(other, PropertyType.Text));

    private static string Word(Conversion argument) => argument is Conversion.Text text ? text.Value : "";

    private static object? Format(object? given, string pattern, ValueConverter convert) =>
        convert.Convert(given, PropertyType.DateTime) is DateTimeOffset time
            ? time.UtcDateTime.ToString(StrftimePattern.ToDotNet(pattern), CultureInfo.InvariantCulture)
            : new Unmappable(Reason.Of(ReasonCodes.NoTime));

    private static object Parse(object? given, string pattern) =>
        DateTimeOffset.TryParseExact(given as string, StrftimePattern.ToDotNet(pattern), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : new Unmappable(Reason.Of(ReasonCodes.NoTimeOfForm, pattern));
}
