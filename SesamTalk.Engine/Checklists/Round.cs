using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Checklists;

/// <summary>Which lines a round takes.</summary>
public enum RoundScope
{
    /// <summary>Every line.</summary>
    All,

    /// <summary>Those whose words changed since they last passed in a signed round, and those never tested.</summary>
    Changed,

    /// <summary>Those that did not pass last time.</summary>
    Failed,
}

/// <summary>One round of testing over the lines of some dataflows, in a named environment. Signed, it is locked.</summary>
public sealed record Round
{
    /// <summary>The round's id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is tested.</summary>
    public required SystemEnvironment Environment { get; init; }

    /// <summary>Which lines it took.</summary>
    public required RoundScope Scope { get; init; }

    /// <summary>The dataflows, by id.</summary>
    public required ImmutableArray<string> Dataflows { get; init; }

    /// <summary>Who tests, as written; empty for anybody.</summary>
    public string Testers { get; init; } = "";

    /// <summary>When it should be done; null where nobody said.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who let the machine test in systems that are neither demo nor test, for this round; null where nobody did.</summary>
    public string? ConsentBy { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>Who signed it; null while it is open.</summary>
    public string? SignedBy { get; init; }

    /// <summary>When it was signed.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>What was said with the signature.</summary>
    public string Statement { get; init; } = "";

    /// <summary>The hash of all that was signed, as <see cref="RoundHash"/> makes it; null while it is open.</summary>
    public string? Hash { get; init; }

    /// <summary>Signed: nothing of it changes any more.</summary>
    public bool IsLocked => SignedAt is not null;
}

/// <summary>A checklist line as a round took it.</summary>
public sealed record RoundLine : ChecklistLine
{
    /// <summary>The round.</summary>
    public required Guid RoundId { get; init; }

    /// <summary>Its place in the round, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The lines of a round, in their order.</summary>
    public static ImmutableArray<RoundLine> Of(Guid roundId, IEnumerable<ChecklistLine> lines) => [.. lines.Select((line, at) => new RoundLine
    {
        RoundId = roundId, Ordinal = at + 1, Id = line.Id, DataflowId = line.DataflowId, PairId = line.PairId, RowId = line.RowId, Key = line.Key, Case = line.Case, From = line.From,
        A = line.A, B = line.B, Document = line.Document, DocumentLine = line.DocumentLine, Version = line.Version, Mark = line.Mark,
    })];
}
