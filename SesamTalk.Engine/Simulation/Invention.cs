using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>Invents values. Every one that can hold a token is unique, so that a read tells which edit it saw.</summary>
internal sealed class Invention(bool isOdd)
{
    private static readonly string[] Oddities = [" t{0}", "t{0} ", "tø{0}é", "T{0}\u0301", "t{0}'\"<b>&amp;", "t{0}\t", "t{0} 👋", "t{0}"];

    private int _number;

    /// <summary>A new value for a property; a key part is a plain text in the form that its path speaks of.</summary>
    public object? Value(SchemaProperty property, bool isKey, Random random) => !property.AllowedValues.IsEmpty ? random.Pick(property.AllowedValues) : property.Type switch
    {
        PropertyType.Text => isKey ? Key(property.Path) : isOdd ? string.Format(CultureInfo.InvariantCulture, random.Pick(Oddities), ++_number) : $"t{++_number}",
        PropertyType.Integer => isOdd && random.Next(4) == 0 ? -(++_number) : ++_number + 10_000L,
        PropertyType.Decimal => isOdd && random.Next(4) == 0 ? -(++_number) / 4m : ++_number + 0.25m,
        PropertyType.Boolean => random.Next(2) == 0,
        PropertyType.Date => new DateOnly(2024, 2, 29).AddDays(++_number),
        PropertyType.DateTime => new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero).AddDays(++_number),
        PropertyType.List => null,
    };

    private string Key(string path)
    {
        var last = FoldedName.Of(path);
        var number = ++_number;
        if (last.Contains("mail", StringComparison.Ordinal)) return $"t{number}@x.example";
        if (last.Contains("phone", StringComparison.Ordinal) || last.Contains("mobile", StringComparison.Ordinal)) return $"9{number:0000000}";
        return $"t{number}";
    }
}
