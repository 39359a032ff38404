using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>What stands of a test record.</summary>
public enum TestRecordState
{
    /// <summary>About to be made; it may be there or not.</summary>
    Intended,

    /// <summary>It is there.</summary>
    Standing,

    /// <summary>It is gone, or as it was before.</summary>
    CleanedUp,

    /// <summary>It could not be cleaned up: a person must see to it.</summary>
    Left,
}

/// <summary>A record that the machine makes or borrows for a test, written down before it is touched, so that whatever happens it can be cleaned up.</summary>
public sealed record TestRecord
{
    /// <summary>The entry's id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The proof that it is for: all its records are cleaned up together.</summary>
    public required Guid ProofId { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The side of the dataflow that it stands on.</summary>
    public required Side Side { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Its key; null until it is known.</summary>
    public RecordId? Record { get; init; }

    /// <summary>It was there before and is only borrowed: it gets its values back and is never deleted.</summary>
    public bool IsBorrowed { get; init; }

    /// <summary>The path of the value that it can be found by, where its key is not known; empty for none.</summary>
    public string MarkPath { get; init; } = "";

    /// <summary>That value.</summary>
    public ValueMap Marked { get; init; } = ValueMap.Empty;

    /// <summary>What a borrowed record held before, of the properties that are written.</summary>
    public ValueMap Before { get; init; } = ValueMap.Empty;

    /// <summary>What stands of it.</summary>
    public TestRecordState State { get; init; } = TestRecordState.Intended;

    /// <summary>Why it could not be cleaned up; none otherwise.</summary>
    public Reason Message { get; init; } = Reason.None;

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset At { get; init; }
}
