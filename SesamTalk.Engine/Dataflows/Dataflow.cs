using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>Two systems and the pairs of entities that are kept equal between them. One immutable value for each version.</summary>
public sealed record Dataflow
{
    /// <summary>The dataflow's id: a slug, stable over versions.</summary>
    public required string Id { get; init; }

    /// <summary>The document's title, or the name given to a dataflow that has none.</summary>
    public required string Title { get; init; }

    /// <summary>The first system of the title.</summary>
    public required DataflowSide A { get; init; }

    /// <summary>The second system of the title.</summary>
    public required DataflowSide B { get; init; }

    /// <summary>The pairs, in the document's order, those added last.</summary>
    public ImmutableArray<Pair> Pairs { get; init; } = [];

    /// <summary>What to do when both sides changed a property, unless a pair or a row says otherwise.</summary>
    public ConflictPolicy Policy { get; init; } = ConflictPolicy.AskPerson;

    /// <summary>What to do with properties that differ when two records first meet.</summary>
    public ConflictPolicy FirstMeeting { get; init; } = ConflictPolicy.AskPerson;

    /// <summary>What a run may do without a person.</summary>
    public SafetyLimits Limits { get; init; } = new();

    /// <summary>When it runs by itself; null runs only when asked.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Why it does not run, with who said so; null when it runs.</summary>
    public string? PausedBecause { get; init; }

    /// <summary>The documents that it was imported from, at most one for each direction.</summary>
    public ImmutableArray<SourceDocument> Documents { get; init; } = [];

    /// <summary>The version of this definition, from 1; 0 before it is stored.</summary>
    public int Version { get; init; }

    /// <summary>The system of a side.</summary>
    public DataflowSide On(Side side) => side == Side.A ? A : B;
}

/// <summary>A document as it was imported, so that an export of an unchanged import is the same to the byte.</summary>
/// <param name="FileName">The file's name, without folders.</param>
/// <param name="Generated">The document's own time, as written.</param>
/// <param name="From">The side that the document's title names first.</param>
/// <param name="Text">The document's text.</param>
public sealed record SourceDocument(string FileName, string Generated, Side From, string Text);
