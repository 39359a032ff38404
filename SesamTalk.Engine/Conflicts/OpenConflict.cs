using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Conflicts;

/// <summary>Why a person is asked.</summary>
public enum ConflictKind
{
    /// <summary>Both sides changed the property since they last agreed.</summary>
    BothChanged,

    /// <summary>The records met for the first time and differ.</summary>
    FirstMeeting,

    /// <summary>One side edited what the other deleted.</summary>
    EditedAgainstDeleted,

    /// <summary>Several records fit.</summary>
    AmbiguousMatch,

    /// <summary>Two records claim the same partner.</summary>
    TwoClaimOne,

    /// <summary>The value cannot be written in the other system's terms without changing its meaning.</summary>
    CannotBeExpressed,

    /// <summary>The system refused the value.</summary>
    Rejected,
}

/// <summary>
/// A conflict waiting for a person. At most one is open for each record (or link) and property group; a third edit
/// updates it, a new run does not add another.
/// </summary>
public sealed record OpenConflict
{
    /// <summary>The conflict's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow it arose in.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair it arose in.</summary>
    public required string PairId { get; init; }

    /// <summary>The link whose records disagree; null where there is no link yet.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>What it is about, unique with the link or record: the property group's key, or the record's side and id.</summary>
    public required string Subject { get; init; }

    /// <summary>Why a person is asked.</summary>
    public required ConflictKind Kind { get; init; }

    /// <summary>The value both sides last agreed on, as text in A's form; null where there is none.</summary>
    public string? Base { get; init; }

    /// <summary>A's value as text; where two claim one, A's record; where several fit, the record that asks, or those that fit it.</summary>
    public string? A { get; init; }

    /// <summary>B's value as text; where two claim one, B's record; where several fit, the record that asks, or those that fit it.</summary>
    public string? B { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required Reason Sentence { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its values last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was settled; null while it is open.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How it was settled.</summary>
    public Reason? Settlement { get; init; }

    /// <summary>The side whose value a policy decided against; null where a person was asked.</summary>
    public Side? Overruled { get; init; }

    /// <summary>A's values when a policy decided, with their types; where several of A fit, each one's id with its label; empty otherwise.</summary>
    public ValueMap ValuesA { get; init; } = ValueMap.Empty;

    /// <summary>B's values, likewise.</summary>
    public ValueMap ValuesB { get; init; } = ValueMap.Empty;

    /// <summary>The side and key of the record without a link that it is about; null for a conflict of a link.</summary>
    public (Side Side, RecordId Id)? Alone() => LinkId is not null ? null : (Subject[0] == 'A' ? Side.A : Side.B, new RecordId(Subject[2..]));

    /// <summary>The records that fit, where several do; empty for every other kind.</summary>
    public ImmutableArray<MatchCandidate> Candidates() => Kind == ConflictKind.AmbiguousMatch
        ? [.. (ValuesA.Pairs.IsEmpty ? ValuesB : ValuesA).Pairs.Select(one => new MatchCandidate(new RecordId(one.Key), one.Value as string ?? ""))]
        : [];
}
