using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>
/// A record that has no partner yet, remembered so that it is counted, shown with its reason, and looked at again by the
/// next run although it did not change.
/// </summary>
public sealed record UnlinkedRecord
{
    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair; for a record that no pair takes, the first pair of its entity.</summary>
    public required string PairId { get; init; }

    /// <summary>The side that has it.</summary>
    public required Side Side { get; init; }

    /// <summary>Its key there.</summary>
    public required RecordId Id { get; init; }

    /// <summary>What a person calls it.</summary>
    public string Label { get; init; } = "";

    /// <summary>What is the case with it.</summary>
    public required Population State { get; init; }

    /// <summary>The reason, for a person.</summary>
    public Reason Reason { get; init; } = Reason.None;

    /// <summary>A person must choose.</summary>
    public bool AsksPerson { get; init; }

    /// <summary>Its merge keys in comparable form, as <see cref="MatchKey"/> writes them, so that a later record can find it without asking the system.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>When a run last looked at it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How often the system has refused the same write.</summary>
    public int Tries { get; init; }

    /// <summary>Until when the refused write is not tried again, unless what is to be written changes; null where nothing was refused.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The refused write, as the mark of its values; null where nothing was refused.</summary>
    public string? Tried { get; init; }
}
