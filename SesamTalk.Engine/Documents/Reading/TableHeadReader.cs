namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads the head of a list table: the directive, its options and the header row.</summary>
internal static class TableHeadReader
{
    /// <summary>Whether a list table begins on the line.</summary>
    internal static bool IsHead(string line) => line.StartsWith(Form.Directive, StringComparison.Ordinal);

    /// <summary>Reads the head into the draft and gives the line after it.</summary>
    internal static int Read(Draft draft, int start, int end)
    {
        var at = start + 1;
        while (at < end && draft.Lines[at].AsSpan().TrimStart().StartsWith(":")) at++;
        while (at < end && string.IsNullOrWhiteSpace(draft.Lines[at])) at++;
        if (at >= end || !TableRows.IsRow(draft.Lines[at]))
        {
            draft.Report(DiagnosticKind.TruncatedTable, start);
            for (var i = start; i < at; i++)
                if (!string.IsNullOrWhiteSpace(draft.Lines[i])) draft.AddUnknown(i);
            return at;
        }
        var header = TableRows.Read(draft.Lines, at, end);
        RowReader.ReportStrays(draft, header);
        var isMerge = IsMerge(draft, header);
        Check(draft, header, isMerge);
        var system = header.At(2).EndsWith(Form.TypeEnd[1..], StringComparison.Ordinal) ? NameFinder.SystemOf(header.At(2)) : "";
        draft.Add(isMerge ? new MergeTableHead() : new PropertyTableHead(system), start, header.End);
        return header.End;
    }

    // The sentence above tells, without one the number of columns.
    private static bool IsMerge(Draft draft, TableRow header)
    {
        var above = draft.Last as SentenceBlock;
        return above?.Sentence is MergeIntroSentence || (above?.Sentence is not PropertiesIntroSentence && header.Cells.Count == 2);
    }

    private static void Check(Draft draft, TableRow header, bool isMerge)
    {
        var columns = isMerge ? 2 : 3;
        var shown = string.Join(" | ", header.Cells.Select(c => c.Trim()));
        if (header.Cells.Count < columns && header.End == draft.Lines.Length)
            draft.Report(DiagnosticKind.TruncatedTable, header.End - 1);
        else if (header.Cells.Count != columns || !header.At(0).EndsWith(Form.PropertyEnd, StringComparison.Ordinal)
            || !header.At(1).EndsWith(Form.PropertyEnd, StringComparison.Ordinal)
            || (!isMerge && !header.At(2).EndsWith(Form.TypeEnd[1..], StringComparison.Ordinal)))
            draft.Report(DiagnosticKind.WrongTableHeader, header.Start, shown);
        else if (!Names(header.At(0), draft.Source) || !Names(header.At(1), draft.Target))
            draft.Report(DiagnosticKind.NamesDisagree, header.Start, shown);
    }

    private static bool Names(string cell, DocumentName? name) => Wording.Flat(cell) == Wording.Flat(name!.Full + Form.PropertyEnd);
}
