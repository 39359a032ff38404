namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads a whole document: the head, then each section up to the next heading.</summary>
internal static class DocumentReader
{
    /// <summary>Reads the document, or says why the text is none.</summary>
    internal static Diagnostic? Read(SourceText text, out DataflowDocument? document)
    {
        document = null;
        var draft = new Draft(text);
        var outline = Outline.Of(text.Lines);
        if (outline.Title is not { } titleLine) return new(DiagnosticKind.NoTitle, new(1));
        if (HeadReader.Title(draft, outline) is not { } title) return new(DiagnosticKind.NoTitle, new(titleLine + 1));

        var (extents, knownHead, headEnd) = Extents.Of(text.Lines, outline);
        HeadReader.Read(draft, title, outline, knownHead);
        draft.AddUnknownPart(knownHead, headEnd);
        var (head, diagnostics) = draft.Take();
        List<DocumentSection> sections = [];
        foreach (var extent in extents) sections.Add(SectionReader.Read(draft, title, extent));
        document = new(head, Duplicates.Note(sections))
        {
            Diagnostics = diagnostics,
            LineEnding = text.LineEnding,
            HasByteOrderMark = text.HasByteOrderMark,
            Ending = text.Ending == text.LineEnding ? null : text.Ending,
        };
        return null;
    }
}
