namespace SesamTalk.Engine.Documents;

/// <summary>
/// One piece of a document: a heading, a sentence, the head of a table, a row, or a line that was not understood.
/// A piece in the fixed form holds only what it says; one that was written otherwise also holds how.
/// </summary>
public abstract record Block
{
    /// <summary>Where the piece began in its file.</summary>
    public SourceLine Line { get; init; }

    /// <summary>The blank lines above it, when there were more, fewer or others than the form has; null when as the form has them.</summary>
    public Sequence<string>? Above { get; init; }

    /// <summary>Its lines as they stood, when they were not written as the form says (an underline too short, "an" for "a"); null in the fixed form.</summary>
    public Sequence<string>? AsWritten { get; init; }
}

/// <summary>The title between its two lines of equal signs: "S to T Dataflow".</summary>
public sealed record TitleBlock(string Text, string SourceSystem, string TargetSystem) : Block
{
    /// <summary>The title of a document from one system to another; a name may be empty.</summary>
    public static TitleBlock Of(string source, string target) => new($"{source} to {target} Dataflow", source, target);
}

/// <summary>"Generated: 2025-01-02 03:04:05"; the stamp is kept as text.</summary>
public sealed record GeneratedBlock(string Stamp) : Block;

/// <summary>The heading "Introduction", in older documents with a full stop.</summary>
public sealed record IntroductionHeading(string Text) : Block;

/// <summary>The paragraph under the introduction's heading, word for word.</summary>
public sealed record IntroductionText(Sequence<string> Lines) : Block;

/// <summary>The heading of a section, "X to Y", with its underline; the names stand in the section.</summary>
public sealed record SectionHeading : Block;

/// <summary>One of the fixed sentences of a section.</summary>
public sealed record SentenceBlock(Sentence Sentence) : Block;

/// <summary>The directive, its option and the header row of a table of merge keys.</summary>
public sealed record MergeTableHead : Block;

/// <summary>One row of a merge table: the properties of the source and those of the target, paired by position.</summary>
public sealed record MergeRow(Sequence<string> Source, Sequence<string> Target) : Block;

/// <summary>The directive, its option and the header row of a property table; its third cell names the target system.</summary>
public sealed record PropertyTableHead(string TargetSystem) : Block;

/// <summary>One row of a property table.</summary>
public sealed record PropertyRow(DocumentCell Source, DocumentCell Target, DocumentType Type) : Block;

/// <summary>A line that belongs to no form. It is kept where it stood, and makes the pair unready to run.</summary>
public sealed record UnknownLine(string Text) : Block;
