using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>What is asked of a run.</summary>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="StartedBy">Who; empty for a schedule.</param>
/// <param name="RunId">The id that was promised to whoever asked; null takes a new one.</param>
public sealed record SyncRequest(string DataflowId, RunKind Kind, RunTrigger Trigger, string StartedBy = "", Guid? RunId = null)
{
    /// <summary>The stored plan to carry out exactly; null plans anew.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>What to undo, for <see cref="RunKind.Undo"/>.</summary>
    public UndoScope? Undo { get; init; }

    /// <summary>Only these links are looked at, each read afresh; null for all. Cursors do not move.</summary>
    public IReadOnlyList<Guid>? Only { get; init; }

    /// <summary>With <see cref="Only"/>: these records are read afresh too, as if they were all that changed; linked, created and refused like any others.</summary>
    public IReadOnlyList<OnlyRecord> Records { get; init; } = [];

    /// <summary>With <see cref="Only"/>: whoever asks has seen that the systems show what was last written to these records, so that a read need not be waited for.</summary>
    public bool ReadsAreCurrent { get; init; }
}

/// <summary>One record of a side, by its entity as the system writes it.</summary>
public sealed record OnlyRecord(Side Side, string Entity, RecordId Id);
