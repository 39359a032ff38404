using System.Globalization;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Makes the values that tests write: recognisable by their tag, of a form that both properties take, and each another one. Given
/// the same tag and first number, the same in the same order.
/// </summary>
internal sealed class TestValues(string tag, int first)
{
    private static readonly string[] Countries = ["NO", "SE", "DK", "FI"], Currencies = ["NOK", "SEK", "DKK", "EUR"];
    private int _next = first;

    /// <summary>The tag, as people see it (<c>ST-7Q4X</c>).</summary>
    public string Tag => tag;

    /// <summary>A number that was not given before.</summary>
    public int Next() => ++_next;

    /// <summary>A new value for the row's property on a side, other than the present one, and than what the other side has where that is given.</summary>
    public object? Of(MappedRow row, Side side, object? present, object? nor = null) => ValueForms.Of(row.A, row.B) == ValueForm.Listed && nor is not null
        ? Listed(row, side).FirstOrDefault(value => !value.Equals(present) && !value.Equals(nor))
        : Typed(row.On(side), Any(row, side, present));

    /// <summary>The value of an edge case; the first or the second where it has two. Null for <see cref="LineCase.Clear"/>.</summary>
    public object? Of(MappedRow row, Side side, LineCase of, bool isSecond, object? present) => of switch
    {
        LineCase.Special => Short($"{tag} Ærlig «Ål & Øl» ñ 漢字 😀 {Next()}", row),
        LineCase.Longest => $"{tag} {Next()} ".PadRight(RowCases.LongestOf(row.A, row.B)!.Value, 'x'),
        LineCase.Boundary => Typed(row.On(side), Boundary(ValueForms.Of(row.A, row.B), isSecond)),
        LineCase.ListEdge => isSecond ? Listed(row, side)[^1] : Listed(row, side)[0],
        LineCase.Clear => null,
        LineCase.Update or LineCase.EditedOnBoth or LineCase.Create => Of(row, side, present),
        LineCase.Created or LineCase.NotCreated or LineCase.LinkedByKey or LineCase.KeptInSync or LineCase.Condition or LineCase.Aspect or LineCase.Identity => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A value for a property that a system asks for and no row carries.</summary>
    public object? Own(SchemaProperty property) => Of(new MappedRow(new PropertyRule { Id = "", A = property.Path, B = property.Path }, property, property), Side.A, null);

    private object Any(MappedRow row, Side side, object? present) => ValueForms.Of(row.A, row.B) switch
    {
        ValueForm.Free or ValueForm.List => Short($"{tag} {Last(row.On(side).Path)} {Next()}", row),
        ValueForm.Code => Short($"{tag.Replace("-", "", StringComparison.Ordinal)}{Next()}", row),
        ValueForm.Mail => $"{tag.ToLowerInvariant()}.{Next()}@example.com",
        ValueForm.Web => $"https://example.com/{tag.ToLowerInvariant()}/{Next()}",
        ValueForm.Phone => $"+479{Next() % 10_000_000:0000000}",
        ValueForm.Country => Other(Countries, present),
        ValueForm.Currency => Other(Currencies, present),
        ValueForm.Postal => $"{1000 + (Next() % 8999):0000}",
        ValueForm.Organisation => Organisation(),
        ValueForm.Article => Article(),
        ValueForm.Listed => Other(Middle(Listed(row, side)), present),
        ValueForm.Whole => 100_000L + Next(),
        ValueForm.Amount => 100m + Next() + 0.25m,
        ValueForm.Flag => present is not true,
        ValueForm.Day => new DateOnly(2031, 1, 1).AddDays(Next() % 9_000),
        ValueForm.Moment => new DateTimeOffset(2031, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(Next() % 9_000),
    };

    private static object Boundary(ValueForm form, bool isSecond) => form switch
    {
        ValueForm.Whole => isSecond ? 999_999_999L : 0L,
        ValueForm.Amount => isSecond ? 9_999_999.99m : 0.01m,
        ValueForm.Day => isSecond ? new DateOnly(2099, 12, 31) : new DateOnly(2024, 2, 29),
        ValueForm.Moment => isSecond ? new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero) : new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // What both allow, where both say.
    private static string[] Listed(MappedRow row, Side side)
    {
        var (own, other) = (row.On(side).AllowedValues, row.On(side.Other()).AllowedValues);
        if (own.IsEmpty) return [.. other];
        var both = own.Where(other.Contains).ToArray();
        return both.Length > 0 ? both : [.. own];
    }

    // The first and the last have a case of their own.
    private static string[] Middle(string[] values) => values.Length > 3 ? values[1..^1] : values;

    private string Other(string[] values, object? present)
    {
        var others = values.Where(value => !value.Equals(present)).ToArray();
        return others.Length == 0 ? values[0] : others[Next() % others.Length];
    }

    // A value in the form of both, in the property's own type.
    private static object? Typed(SchemaProperty property, object value) => ValueConverter.Shared.Convert(value, property.Type) is var converted and not Unmappable ? converted : value;

    private string Short(string text, MappedRow row)
    {
        if (RowCases.LongestOf(row.A, row.B) is not { } most || text.Length <= most) return text;
        var number = Next().ToString(CultureInfo.InvariantCulture);
        return most <= number.Length ? number[^most..] : tag.Replace("-", "", StringComparison.Ordinal)[..Math.Min(6, most - number.Length)] + number;
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private string Organisation()
    {
        int[] weights = [3, 2, 7, 6, 5, 4, 3, 2];
        while (true)
        {
            var digits = (90_000_000 + (Next() % 9_999_999)).ToString(CultureInfo.InvariantCulture);
            var rest = digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11;
            if (rest != 1) return digits + (rest == 0 ? 0 : 11 - rest).ToString(CultureInfo.InvariantCulture);
        }
    }

    private string Article()
    {
        var digits = $"70{Next() % 10_000_000_000:0000000000}";
        var sum = digits.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
