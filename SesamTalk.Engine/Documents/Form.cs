namespace SesamTalk.Engine.Documents;

/// <summary>The fixed form of every piece: its lines, and how many blank lines stand above it. Reader and writer share it.</summary>
internal static class Form
{
    internal const string Directive = ".. list-table::";
    internal const string TitleEnd = " Dataflow";
    internal const string PropertyEnd = " Property";
    internal const string TypeEnd = " Data Type";
    internal const string GeneratedStart = "Generated:";
    internal const string DependencyStart = "Dependant on having ";
    internal const string DependencyMiddle = " in ";

    /// <summary>The blank lines the form has between the two pieces.</summary>
    internal static int BlankLinesAbove(Block? previous, Block block) => (previous, block) switch
    {
        (null, _) => 0,
        (SectionHeading, SentenceBlock) => 0,
        (_, MergeRow or PropertyRow) => 0,
        (SentenceBlock { Sentence: MergeIfExistsSentence }, SentenceBlock { Sentence: CreateIfNoMatchSentence }) => 0,
        (UnknownLine, UnknownLine) => 0,
        (TitleBlock or GeneratedBlock or IntroductionHeading or IntroductionText, SectionHeading) => 1,
        (_, SectionHeading) => 2,
        _ => 1,
    };

    /// <summary>The lines of the piece, in a section of these two names.</summary>
    internal static string[] Lines(Block block, DocumentName? source, DocumentName? target)
    {
        var (x, y) = (source?.Full ?? "", target?.Full ?? "");
        return block switch
        {
            TitleBlock title => [Underline('=', title.Text), title.Text, Underline('=', title.Text)],
            GeneratedBlock generated => [$"{GeneratedStart} {generated.Stamp}"],
            IntroductionHeading heading => [heading.Text, Underline('-', heading.Text)],
            IntroductionText text => [.. text.Lines],
            SectionHeading => [$"{x} to {y}", Underline('-', $"{x} to {y}")],
            SentenceBlock sentence => [SentenceText.Of(sentence.Sentence, x, y)],
            MergeTableHead => Head(x + PropertyEnd, y + PropertyEnd),
            PropertyTableHead head => Head(x + PropertyEnd, y + PropertyEnd, head.TargetSystem + TypeEnd),
            MergeRow row => Row(string.Join(", ", row.Source), string.Join(", ", row.Target)),
            PropertyRow row => Row(Cell(row.Source), Cell(row.Target), row.Type.Text),
            UnknownLine line => [line.Text],
            _ => throw new System.Diagnostics.UnreachableException(block.GetType().Name),
        };
    }

    /// <summary>A cell with its dependencies, run together when there are several.</summary>
    internal static string Cell(DocumentCell cell) => cell.Dependencies.Count == 0 ? cell.Path
        : $"{cell.Path} ({string.Concat(cell.Dependencies.Select(d => DependencyStart + d.Value + DependencyMiddle + (d.Path.Length == 0 ? " " : d.Path)))})";

    private static string[] Head(params string[] cells) => [Directive, "   :header-rows: 1", "", .. Row(cells)];

    private static string[] Row(params string[] cells) => [.. cells.Select((cell, i) => (i == 0 ? "   * - " : "     - ") + cell)];

    private static string Underline(char mark, string text)
    {
        // As long as the text has characters, not the halves some of them are stored in.
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        return new string(mark, length);
    }
}
