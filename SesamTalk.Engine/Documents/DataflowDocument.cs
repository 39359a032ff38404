namespace SesamTalk.Engine.Documents;

/// <summary>All that a dataflow document says, in its order and with its raw texts, so that writing it gives the same document again.</summary>
/// <param name="Head">What stands before the first section: the title, the stamp, the introduction.</param>
/// <param name="Sections">The sections, in order. The same two names may come twice: each is a flow of its own.</param>
public sealed record DataflowDocument(Sequence<Block> Head, Sequence<DocumentSection> Sections)
{
    /// <summary>What is wrong or was not understood before the first section.</summary>
    public Sequence<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What ends a line: CRLF or LF.</summary>
    public string LineEnding { get; init; } = "\n";

    /// <summary>What follows the last line that is not blank, as read; null for one line ending.</summary>
    public string? Ending { get; init; }

    /// <summary>Whether the file began with a byte order mark.</summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary>The title, "S to T Dataflow".</summary>
    public string Title => TitleBlock.Text;

    /// <summary>The source's name as the title has it.</summary>
    public string SourceSystem => TitleBlock.SourceSystem;

    /// <summary>The target's name as the title has it, possibly empty.</summary>
    public string TargetSystem => TitleBlock.TargetSystem;

    /// <summary>When the document was generated, as written; null when it does not say.</summary>
    public string? Generated => Head.OfType<GeneratedBlock>().FirstOrDefault()?.Stamp;

    /// <summary>Everything noted about the document, with the sections' own, in the order of the lines.</summary>
    public IEnumerable<Diagnostic> AllDiagnostics => Diagnostics.Concat(Sections.SelectMany(s => s.Diagnostics)).OrderBy(d => d.Line.Number);

    private TitleBlock TitleBlock => Head.OfType<TitleBlock>().First();

    /// <summary>A document in the fixed form, with an introduction in SesamTalk's own words.</summary>
    public static DataflowDocument Of(string source, string target, string generated, IEnumerable<DocumentSection> sections) =>
        new([TitleBlock.Of(source, target), new GeneratedBlock(generated), new IntroductionHeading("Introduction"), new IntroductionText([OwnIntroduction(source, target)])],
            sections.ToSequence());

    private static string OwnIntroduction(string source, string target) =>
        $"SesamTalk wrote this description of what flows from {Named(source)} to {Named(target)}. Each section below is one pair of entities, to be read, checked and imported again.";

    private static string Named(string system) => system.Length == 0 ? "the unnamed system" : system;
}
