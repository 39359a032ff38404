using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>How two records came to belong together.</summary>
public enum LinkOrigin
{
    /// <summary>A merge key found the partner.</summary>
    Found,

    /// <summary>We created the record in A from the one in B.</summary>
    CreatedInA,

    /// <summary>We created the record in B from the one in A.</summary>
    CreatedInB,

    /// <summary>A person linked them.</summary>
    ByPerson,
}

/// <summary>A remembered match, by the ids of both systems and independent of the key that found it.</summary>
public sealed record Link
{
    /// <summary>The link's id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The record in A.</summary>
    public required RecordId A { get; init; }

    /// <summary>The record in B.</summary>
    public required RecordId B { get; init; }

    /// <summary>What a person calls the record in A.</summary>
    public string LabelA { get; init; } = "";

    /// <summary>What a person calls the record in B.</summary>
    public string LabelB { get; init; } = "";

    /// <summary>How they came together.</summary>
    public required LinkOrigin Origin { get; init; }

    /// <summary>Why: the key that matched, or what was created.</summary>
    public Reason Because { get; init; } = Reason.None;

    /// <summary>What is the case with it.</summary>
    public Population State { get; init; } = Population.InSync;

    /// <summary>The reason of the state, for a person; empty when in sync.</summary>
    public Reason Reason { get; init; } = Reason.None;

    /// <summary>A person must act on the state (a delete that waits for approval).</summary>
    public bool AsksPerson { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>When a run last changed anything about it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often the system has refused the same write.</summary>
    public int Tries { get; init; }

    /// <summary>Until when the refused write is not tried again, unless what is to be written changes; null where nothing was refused.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The refused write, as the mark of its values; null where nothing was refused.</summary>
    public string? Tried { get; init; }

    /// <summary>The record of a side.</summary>
    public RecordId On(Side side) => side == Side.A ? A : B;
}
