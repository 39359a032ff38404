namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads one section: heading, sentences and tables, in whatever order they come.</summary>
internal static class SectionReader
{
    internal static DocumentSection Read(Draft draft, TitleBlock title, Extent extent)
    {
        var (start, end, names) = (extent.Start, extent.KnownEnd, extent.Names);
        var body = draft.Lines.AsSpan(start + 2, end - start - 2);
        var source = NameSplitter.Split(names.X, title.SourceSystem);
        var target = NameFinder.TargetSystem(body) is { } system ? NameSplitter.SplitTarget(names.Y, system) : NameSplitter.Split(names.Y, title.TargetSystem);
        (draft.Source, draft.Target) = (source, target);
        if (source.System is null) draft.Report(DiagnosticKind.SourceNotResolved, start, source.Shown);
        if (target.System is null) draft.Report(DiagnosticKind.TargetNotResolved, start, target.Shown);
        var heading = draft.Seal(new SectionHeading(), start, start + 2);
        if (heading.AsWritten is not null) draft.Report(DiagnosticKind.ShortUnderline, start + 1);
        ReadBody(draft, new(source, target, title.SourceSystem, title.TargetSystem), start + 2, end);
        draft.AddUnknownPart(end, extent.End);
        SectionChecks.Run(draft, heading, isLast: end == draft.Lines.Length);
        var (blocks, diagnostics) = draft.Take();
        return new(source, target, blocks) { Heading = heading, Diagnostics = diagnostics };
    }

    private static void ReadBody(Draft draft, SentenceReader sentences, int start, int end)
    {
        Block? table = null;
        for (var at = start; at < end;)
        {
            var line = draft.Lines[at];
            if (string.IsNullOrWhiteSpace(line))
            {
                at++;
            }
            else if (TableHeadReader.IsHead(line))
            {
                at = TableHeadReader.Read(draft, at, end);
                table = draft.Last is MergeTableHead or PropertyTableHead ? draft.Last : null;
            }
            else if (table is not null && TableRows.IsRow(line))
            {
                at = table is MergeTableHead ? RowReader.ReadKey(draft, at, end) : RowReader.ReadProperty(draft, at, end);
            }
            else
            {
                ReadLine(draft, sentences, at++);
            }
        }
    }

    private static void ReadLine(Draft draft, SentenceReader sentences, int at)
    {
        List<(DiagnosticKind Kind, string Detail)> problems = [];
        var line = draft.Lines[at];
        var sentence = line[0] is ' ' or '\t' or '.' ? null : sentences.Read(line, problems);
        foreach (var (kind, detail) in problems) draft.Report(kind, at, detail);
        if (sentence is not null)
        {
            draft.Add(new SentenceBlock(sentence), at, at + 1);
            return;
        }
        Directives.Report(draft, at);
        draft.AddUnknown(at);
    }
}
