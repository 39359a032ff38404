namespace SesamTalk.Engine.Documents.Reading;

/// <summary>
/// Collects the pieces of a document as they are read. A piece that was not written as its form says takes its lines along;
/// one that differs by more than blanks and articles, and was not reported, is reported here, so that nothing is lost in silence.
/// </summary>
internal sealed class Draft(SourceText text)
{
    private readonly List<Block> _blocks = [];
    private List<Diagnostic> _diagnostics = [];
    private Block? _previous;
    private int _written;

    internal string[] Lines { get; } = text.Lines;

    /// <summary>Whether the file ends with a finished line.</summary>
    internal bool EndsWithLineBreak { get; } = text.Ending.Contains('\n');

    /// <summary>The names of the section being read; null before the first.</summary>
    internal DocumentName? Source { get; set; }
    internal DocumentName? Target { get; set; }

    internal IReadOnlyList<Block> Blocks => _blocks;
    internal Block? Last => _blocks.Count == 0 ? null : _blocks[^1];

    /// <summary>Notes something about a line, counted from 0.</summary>
    internal void Report(DiagnosticKind kind, int line, string detail = "") => _diagnostics.Add(new(kind, new(line + 1), Shortened(detail)));

    /// <summary>Adds a piece that stood on the lines from start up to end.</summary>
    internal void Add(Block block, int start, int end) => _blocks.Add(Seal(block, start, end));

    /// <summary>A line that belongs to no form.</summary>
    internal void AddUnknown(int line)
    {
        _diagnostics.Add(new(DiagnosticKind.NotUnderstood, new(line + 1), Lines[line].TrimEnd()));
        Add(new UnknownLine(Lines[line]), line, line + 1);
    }

    /// <summary>A part under a heading that names no pair: all of it is kept and none of it is understood.</summary>
    internal void AddUnknownPart(int start, int end)
    {
        if (start < end) Report(DiagnosticKind.UnknownHeading, start, Lines[start].Trim());
        for (var i = start; i < end; i++)
        {
            if (string.IsNullOrWhiteSpace(Lines[i])) continue;
            Directives.Report(this, i);
            AddUnknown(i);
        }
    }

    /// <summary>Fills in where the piece stood and how it was written.</summary>
    internal T Seal<T>(T block, int start, int end) where T : Block
    {
        var above = Lines.AsSpan(_written, start - _written);
        var lines = Lines.AsSpan(start, end - start);
        var form = Form.Lines(block, Source, Target);
        var inForm = lines.SequenceEqual(form);
        if (!inForm && block is not UnknownLine && !Wording.Same(lines, form) && !Reported(start, end)) Report(DiagnosticKind.DiffersFromForm, start);
        var blanks = Form.BlankLinesAbove(_previous, block);
        var sealedBlock = block with
        {
            Line = new(start + 1),
            Above = above.Length == blanks && !above.ContainsAnyExcept("") ? null : Sequence.Of<string>(above),
            AsWritten = inForm ? null : Sequence.Of<string>(lines),
        };
        (_previous, _written) = (sealedBlock, end);
        return sealedBlock;
    }

    /// <summary>The pieces and diagnostics since the last time, for the head or a section.</summary>
    internal (Sequence<Block> Blocks, Sequence<Diagnostic> Diagnostics) Take()
    {
        var taken = (_blocks.ToSequence(), _diagnostics.OrderBy(d => d.Line.Number).ToSequence());
        _blocks.Clear();
        _diagnostics = [];
        return taken;
    }

    // Diagnostics come in about the order of the lines: the last few tell.
    private bool Reported(int start, int end)
    {
        for (var i = _diagnostics.Count - 1; i >= 0 && _diagnostics[i].Line.Number > start; i--)
            if (_diagnostics[i].Line.Number <= end) return true;
        return false;
    }

    private static string Shortened(string detail) => detail.Length <= 200 ? detail : detail[..200] + "…";
}
