namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads the rows of merge and property tables.</summary>
internal static class RowReader
{
    /// <summary>Reads the row of a merge table on the line and gives the line after it.</summary>
    internal static int ReadKey(Draft draft, int start, int end)
    {
        var row = TableRows.Read(draft.Lines, start, end);
        ReportStrays(draft, row);
        ReportCount(draft, row, 2);
        var (source, target) = (Paths(row.Raw(0)), Paths(row.Raw(1)));
        if (source.Concat(target).Any(p => p.AsSpan().IndexOfAny("()[]\"") >= 0)) draft.Report(DiagnosticKind.CellNotUnderstood, row.Start, $"{row.At(0)} | {row.At(1)}");
        if (source.Count != target.Count) draft.Report(DiagnosticKind.UnevenKey, row.Start);
        draft.Add(new MergeRow(source, target), row.Start, row.End);
        return row.End;
    }

    /// <summary>Reads the row of a property table on the line and gives the line after it.</summary>
    internal static int ReadProperty(Draft draft, int start, int end)
    {
        var row = TableRows.Read(draft.Lines, start, end);
        ReportStrays(draft, row);
        if (TypeOutside(draft, row, end) is { } outside)
        {
            var text = draft.Lines[outside].Trim();
            draft.Report(DiagnosticKind.TypeOutsideTable, outside, text);
            Add(draft, row, new(text, DocumentTypeForm.Damaged), outside + 1);
            return outside + 1;
        }
        ReportCount(draft, row, 3);
        var type = TypeReader.Read(row.At(2), out var problem);
        if (problem is { } kind && row.Cells.Count > 2) draft.Report(kind, row.Start + 2, row.At(2));
        Add(draft, row, type, row.End);
        return row.End;
    }

    /// <summary>Notes the lines within a row that are no cells.</summary>
    internal static void ReportStrays(Draft draft, TableRow row)
    {
        foreach (var stray in row.Strays) draft.Report(DiagnosticKind.NotUnderstood, stray, draft.Lines[stray].TrimEnd());
    }

    private static void Add(Draft draft, TableRow row, DocumentType type, int end) =>
        draft.Add(new PropertyRow(Cell(draft, row, 0), Cell(draft, row, 1), type), row.Start, end);

    private static DocumentCell Cell(Draft draft, TableRow row, int column)
    {
        var cell = CellReader.Read(row.Raw(column), out var understood);
        if (!understood) draft.Report(DiagnosticKind.CellNotUnderstood, row.Start + column, row.At(column));
        return cell;
    }

    private static void ReportCount(Draft draft, TableRow row, int columns)
    {
        if (row.Cells.Count == columns) return;
        var cut = row.Cells.Count < columns && row.End == draft.Lines.Length;
        draft.Report(cut ? DiagnosticKind.TruncatedTable : DiagnosticKind.WrongCellCount, cut ? row.End - 1 : row.Start, $"{row.Cells.Count}");
    }

    // Older documents have a type that slipped out of its cell onto a line of its own.
    private static int? TypeOutside(Draft draft, TableRow row, int end)
    {
        if (row.Cells.Count > 3 || row.At(2).Length > 0 || row.Cells.Count < 2) return null;
        var at = row.End;
        while (at < end && string.IsNullOrWhiteSpace(draft.Lines[at])) at++;
        return at < end && !TableRows.IsRow(draft.Lines[at]) && TypeReader.LooksLikeType(draft.Lines[at]) ? at : null;
    }

    // Several properties in one cell are a combination.
    private static Sequence<string> Paths(string cell) =>
        cell.Contains(',', StringComparison.Ordinal) ? cell.Split(',').Select(p => p.Trim()).ToSequence() : [CellReader.Path(cell)];
}
