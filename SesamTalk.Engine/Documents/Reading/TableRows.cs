namespace SesamTalk.Engine.Documents.Reading;

/// <summary>The cells of one row of a list table, as they stand, and the lines the row takes.</summary>
/// <param name="Start">The row's first line.</param>
/// <param name="End">The line after its last.</param>
/// <param name="Cells">The text of each cell, with its blanks.</param>
/// <param name="Strays">Lines within the row that are no cells.</param>
internal sealed record TableRow(int Start, int End, IReadOnlyList<string> Cells, IReadOnlyList<int> Strays)
{
    /// <summary>The cell without blanks around it; empty where there is none.</summary>
    internal string At(int column) => Raw(column).Trim();

    /// <summary>The cell as it stands; empty where there is none.</summary>
    internal string Raw(int column) => column < Cells.Count ? Cells[column] : "";
}

/// <summary>Reads rows: one bullet per row, a nested bullet per cell, every cell one line.</summary>
internal static class TableRows
{
    internal static bool IsRow(string line) => Indented(line) && RowCell(line) is not null;

    /// <summary>The text of the cell on this line, whether it begins a row or not; null when there is none.</summary>
    internal static string? Cell(string line) => !Indented(line) ? null : RowCell(line) ?? Dashed(line.AsSpan().TrimStart());

    /// <summary>Reads the row that begins at the line.</summary>
    internal static TableRow Read(string[] lines, int start, int end)
    {
        List<string> cells = [RowCell(lines[start])!];
        List<int> strays = [];
        var after = start + 1;
        for (var i = after; i < end && (lines[i].Length == 0 || Indented(lines[i])) && !IsRow(lines[i]); i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            if (Cell(lines[i]) is { } cell) cells.Add(cell);
            else strays.Add(i);
            after = i + 1;
        }
        return new(start, after, cells, strays);
    }

    private static bool Indented(string line) => line.Length > 0 && line[0] is ' ' or '\t';

    private static string? RowCell(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.Length > 1 && text[0] == '*' ? Dashed(text[1..].TrimStart()) : null;
    }

    private static string? Dashed(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] != '-') return null;
        if (text.Length == 1) return "";
        return text[1] is ' ' or '\t' ? text[2..].ToString() : null;
    }
}
