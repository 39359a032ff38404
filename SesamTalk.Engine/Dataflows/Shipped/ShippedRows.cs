using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>
/// Reads property rows from a table in text, a row to a line: <c>A path, B path, type</c>, then options. The type is a bare
/// name, two names where the sides differ (<c>string/integer</c> is text in B and a number in A), or <c>-</c> for none.
/// Options: <c>&gt;</c> or <c>&lt;</c> carries one way only; <c>a=VALUE</c> and <c>b=VALUE</c> are defaults of a new record;
/// <c>A:PATH=VALUE</c> and <c>B:PATH=VALUE</c> are dependencies, alternatives where there are several.
/// </summary>
internal static class ShippedRows
{
    /// <summary>The rows, in the table's order.</summary>
    public static IEnumerable<PropertyRule> Read(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Row);

    private static PropertyRule Row(string line)
    {
        var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length < 3) throw new ArgumentException($"“{line}” is no row.", nameof(line));
        var types = cells[2].Split('/');
        var row = new PropertyRule
        {
            Id = PropertyRule.IdOf(cells[0], cells[1]),
            A = cells[0],
            B = cells[1],
            TypeToB = Cell(types[0]),
            TypeToA = Cell(types[^1]),
        };
        return cells[3..].Aggregate(row, Option);
    }

    private static PropertyRule Option(PropertyRule row, string option) => option switch
    {
        ">" => row with { Flow = RuleFlow.ToB },
        "<" => row with { Flow = RuleFlow.ToA },
        ['a', '=', .. var value] => row with { DefaultToA = value },
        ['b', '=', .. var value] => row with { DefaultToB = value },
        ['A', ':', .. var dependency] => row with { DependenciesA = row.DependenciesA.Add(Dependency(dependency)) },
        ['B', ':', .. var dependency] => row with { DependenciesB = row.DependenciesB.Add(Dependency(dependency)) },
        _ => throw new ArgumentException($"“{option}” is no option of a row.", nameof(option)),
    };

    private static Dependency Dependency(string text) => text.Split('=') is [var path, var value]
        ? new Dependency(value, path)
        : throw new ArgumentException($"“{text}” is no dependency.", nameof(text));

    private static string? Cell(string type) => type == "-" ? null : $"\"{type}\"";
}
