using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Runs;

/// <summary>Where a journalled write stands.</summary>
public enum WriteState
{
    /// <summary>Stored before the request leaves. Found after a crash, it is settled by looking.</summary>
    Intended,

    /// <summary>It took effect.</summary>
    Done,

    /// <summary>The record had moved; nothing was written.</summary>
    Stale,

    /// <summary>The system refused it; nothing was written.</summary>
    Rejected,

    /// <summary>It could not be tried (unreachable, throttled, not allowed, cancelled); nothing was written.</summary>
    NotDone,

    /// <summary>No answer came. To be settled by looking, never by trying again blindly.</summary>
    Unknown,
}

/// <summary>What a journalled write does.</summary>
public enum WriteAct
{
    /// <summary>Makes a new record.</summary>
    Create,

    /// <summary>Changes properties.</summary>
    Update,

    /// <summary>Deletes.</summary>
    Delete,

    /// <summary>Archives.</summary>
    Archive,
}

/// <summary>One write in the journal: intended, then answered.</summary>
public sealed record WriteEntry
{
    /// <summary>The entry's id; also the seed of <see cref="Reference"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The link; for a create, the link that will be made.</summary>
    public required Guid LinkId { get; init; }

    /// <summary>The side that is written to.</summary>
    public required Side Side { get; init; }

    /// <summary>What is done.</summary>
    public required WriteAct Act { get; init; }

    /// <summary>The record written to; null for a create that is not yet answered.</summary>
    public RecordId? Target { get; init; }

    /// <summary>The record on the other side that is the cause.</summary>
    public required RecordId Source { get; init; }

    /// <summary>What a person calls the record.</summary>
    public string Label { get; init; } = "";

    /// <summary>Why.</summary>
    public required Reason Because { get; init; }

    /// <summary>The values that were there, for the properties that are sent.</summary>
    public ValueMap Before { get; init; } = ValueMap.Empty;

    /// <summary>The values that are sent.</summary>
    public ValueMap Sent { get; init; } = ValueMap.Empty;

    /// <summary>The values of the other side's record from which the sent ones were made: they become its baseline once the write is known to be done.</summary>
    public ValueMap Basis { get; init; } = ValueMap.Empty;

    /// <summary>The values as the system accepted them; empty until it is answered.</summary>
    public ValueMap Accepted { get; init; } = ValueMap.Empty;

    /// <summary>The unique reference that a create carries where the entity has a property for it; null otherwise.</summary>
    public string? Reference { get; init; }

    /// <summary>Where it stands.</summary>
    public WriteState State { get; init; } = WriteState.Intended;

    /// <summary>The system's answer for a person, where it is not done.</summary>
    public Reason Message { get; init; } = Reason.None;

    /// <summary>When the intent was stored.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When it was answered or settled.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}
