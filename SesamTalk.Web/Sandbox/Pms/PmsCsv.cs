using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>The customers' file as text: semicolons, quotes where they are needed, decimal comma, day first, ja and nei.</summary>
internal static class PmsCsv
{
    private const string Day = "dd.MM.yyyy";
    private static readonly CultureInfo Norwegian = new(CultureInfo.InvariantCulture.Name) { NumberFormat = { NumberDecimalSeparator = "," } };

    public static string Write(PmsFile file, IEnumerable<JsonObject> records)
    {
        var text = new StringBuilder().AppendJoin(';', file.Columns.Select(column => column.Name)).Append("\r\n");
        foreach (var record in records) text.AppendJoin(';', file.Columns.Select(column => Quoted(Cell(column, record[column.Name])))).Append("\r\n");
        return text.ToString();
    }

    public static List<JsonObject> Read(PmsFile file, string text)
    {
        var rows = Rows(text);
        var names = rows[0];
        return [.. rows.Skip(1).Select(row => new JsonObject(names.Select((name, at) => KeyValuePair.Create(name, Value(file.Column(name), row[at])))))];
    }

    private static string Cell(PmsColumn column, JsonNode? value) => value is null ? "" : column.Kind switch
    {
        PmsKind.Text => value.GetValue<string>(),
        PmsKind.Whole => value.ToString(),
        PmsKind.Amount => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(Norwegian),
        PmsKind.Day => DateOnly.ParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString(Day, CultureInfo.InvariantCulture),
        PmsKind.YesNo => value.GetValue<bool>() ? "ja" : "nei",
    };

    private static JsonNode? Value(PmsColumn? column, string cell) => cell.Length == 0 ? null : (column?.Kind ?? PmsKind.Text) switch
    {
        PmsKind.Text => cell,
        PmsKind.Whole => long.Parse(cell, CultureInfo.InvariantCulture),
        PmsKind.Amount => decimal.Parse(cell, Norwegian),
        PmsKind.Day => DateOnly.ParseExact(cell, Day, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PmsKind.YesNo => cell switch { "ja" => true, "nei" => false, _ => throw new JsonException($"{column!.Name} is ja or nei, not '{cell}'.") },
    };

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(";\"\r\n") < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static List<List<string>> Rows(string text)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else if (letter == '"') quoted = !quoted;
            else if (quoted) cell.Append(letter);
            else if (letter == ';') EndCell();
            else if (letter == '\n') EndRow();
            else if (letter != '\r') cell.Append(letter);
        }

        if (cell.Length > 0 || row.Count > 0) EndRow();
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (row.Count > 1 || row[0].Length > 0) rows.Add(row);
            row = [];
        }
    }
}
