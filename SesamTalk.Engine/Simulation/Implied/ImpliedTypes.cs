using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>What types the properties of a row must have for its data type cells to make sense.</summary>
internal static class ImpliedTypes
{
    /// <summary>The type of the row's property on a side; null where the row's cells say nothing of it.</summary>
    public static PropertyType? Of(PropertyRule row, Side side)
    {
        var (towards, back) = (Cell(row, side), Cell(row, side.Other()));
        return Given(towards) ?? Needed(back);
    }

    /// <summary>The form that a text on a side must have to be read as a time; null where no cell asks for one.</summary>
    public static string? Pattern(PropertyRule row, Side side) =>
        Cell(row, side.Other()) is Conversion.Call { Function: "datetime-parse", Arguments: [Conversion.Text pattern, ..] } ? StrftimePattern.ToDotNet(pattern.Value) : null;

    private static Conversion? Cell(PropertyRule row, Side to) => Conversion.Parse(to == Side.A ? row.TypeToA : row.TypeToB);

    /// <summary>What a conversion makes of any value.</summary>
    private static PropertyType? Given(Conversion? conversion) => conversion switch
    {
        Conversion.Text => PropertyType.Text,
        Conversion.Call { Function: "integer" } => PropertyType.Integer,
        Conversion.Call { Function: "float" or "decimal" } => PropertyType.Decimal,
        Conversion.Call { Function: "boolean" or "eq" or "neq" } => PropertyType.Boolean,
        Conversion.Call { Function: "datetime-parse" } => PropertyType.DateTime,
        Conversion.Call { Function: "list" } list => Given(list.Arguments[0]),
        Conversion.Call { Function: "if" } choice => Given(choice.Arguments[1]) == Given(choice.Arguments[2]) ? Given(choice.Arguments[1]) : PropertyType.Text,
        Conversion.Call => PropertyType.Text,
        _ => null,
    };

    /// <summary>What a conversion must be given to make anything of it.</summary>
    private static PropertyType? Needed(Conversion? conversion) => conversion switch
    {
        Conversion.Call { Function: "integer" or "list" } call => call.Arguments[0] is Conversion.Call ? Needed(call.Arguments[0]) : Given(call),
        Conversion.Call { Function: "datetime-format" } => PropertyType.DateTime,
        Conversion.Call { Function: "datetime-parse" } => PropertyType.Text,
        Conversion.Call { Function: "if" } choice => Needed(choice.Arguments[1]) ?? Needed(choice.Arguments[2]),
        Conversion.Call { Function: "eq" or "neq" } => PropertyType.Text,
        Conversion.Call call => Given(call),
        _ => null,
    };
}
