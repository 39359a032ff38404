using System.Text.Json;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>Which conversion is being written.</summary>
public enum ConversionKind
{
    /// <summary>As it is, or as the other field's type asks.</summary>
    None,

    /// <summary>As text.</summary>
    Text,

    /// <summary>As a whole number.</summary>
    Whole,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>As yes or no.</summary>
    YesNo,

    /// <summary>In capitals.</summary>
    Upper,

    /// <summary>In small letters.</summary>
    Lower,

    /// <summary>Without outer blanks.</summary>
    Strip,

    /// <summary>A time written by a pattern.</summary>
    TimeToText,

    /// <summary>A time read by a pattern.</summary>
    TextToTime,

    /// <summary>As an expression says.</summary>
    Expression,
}

/// <summary>A conversion as it stands in the form. A cell that the form would write otherwise stays an expression, letter by letter.</summary>
public sealed record ConversionDraft(ConversionKind Kind, string Pattern = "%Y-%m-%d", string Expression = "")
{
    /// <summary>The form filled in with a cell.</summary>
    public static ConversionDraft Of(string? cell)
    {
        if (cell is null) return new(ConversionKind.None);
        var pattern = Conversion.Parse(cell) is Conversion.Call { Function: "datetime-format" or "datetime-parse" } call && call.Arguments[0] is Conversion.Text text ? text.Value : "%Y-%m-%d";
        foreach (var kind in Enum.GetValues<ConversionKind>())
        {
            var draft = new ConversionDraft(kind, pattern);
            if (kind is not (ConversionKind.None or ConversionKind.Expression) && draft.Cell == cell) return draft;
        }

        return new(ConversionKind.Expression, pattern, cell);
    }

    /// <summary>The cell that the form says, and the key of what is wrong with it, or null.</summary>
    public (string? Cell, string? Problem) Read() => Kind switch
    {
        ConversionKind.TimeToText or ConversionKind.TextToTime when !Pattern.Contains('%') => (Cell, "PatternWrong"),
        ConversionKind.Expression when string.IsNullOrWhiteSpace(Expression) || Conversion.Parse(Expression) is null => (Cell, "ExpressionWrong"),
        _ => (Cell, null),
    };

    private string? Cell => Kind switch
    {
        ConversionKind.None => null,
        ConversionKind.Text => "\"string\"",
        ConversionKind.Whole => "\"integer\"",
        ConversionKind.Number => "\"float\"",
        ConversionKind.YesNo => "\"boolean\"",
        ConversionKind.Upper => """["upper","_."]""",
        ConversionKind.Lower => """["lower","_."]""",
        ConversionKind.Strip => """["strip","_."]""",
        ConversionKind.TimeToText => $"""["datetime-format",{JsonSerializer.Serialize(Pattern)},"_."]""",
        ConversionKind.TextToTime => $"""["datetime-parse",{JsonSerializer.Serialize(Pattern)},"_."]""",
        ConversionKind.Expression => Expression,
    };
}
