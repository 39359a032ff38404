using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>What became of one planned write.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Because">The reason, for a person, where it is not done.</param>
/// <param name="Id">The record's key, where it is done.</param>
/// <param name="After">The record as its system accepted it, where that is known.</param>
/// <param name="Version">Its version after the write.</param>
/// <param name="Ends">The system cannot be written to at all: the run ends after what was done is recorded.</param>
internal sealed record WriteResult(WriteState State, Reason? Because = null, RecordId? Id = null, Record? After = null, RecordVersion Version = default, RunOutcome? Ends = null)
{
    /// <summary>The properties that the system refused, as it names them; empty where it named none.</summary>
    public ImmutableArray<string> Refused { get; init; } = [];

    /// <summary>What becomes of the record that was to be created; null where the state says it.</summary>
    public Matching.Population? Kept { get; init; }

    /// <summary>The conflict that opens, changes or is settled with it; null for none.</summary>
    public Conflicts.OpenConflict? Conflict { get; init; }

    /// <summary>The reason; none where it is done.</summary>
    public Reason Message => Because ?? Reason.None;

    public bool IsDone => State == WriteState.Done;

    /// <summary>The result that an error means. What the request may have done without an answer is unknown, never not done.</summary>
    public static WriteResult Of(ConnectorError error) => error switch
    {
        ConnectorError.Stale => new(WriteState.Stale, error.Because),
        ConnectorError.Rejected rejected => new(WriteState.Rejected, error.Because) { Refused = [.. rejected.Properties.Select(property => property.Path)] },
        ConnectorError.Unknown or ConnectorError.Garbled => new(WriteState.Unknown, error.Because),
        ConnectorError.NotAllowed => new(WriteState.NotDone, error.Because, Ends: RunOutcome.Failed),
        ConnectorError.Unreachable or ConnectorError.Throttled => new(WriteState.NotDone, error.Because, Ends: RunOutcome.Interrupted),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
