using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>One write as a person can read it before it happens. Nothing is written that is not one of these.</summary>
public sealed record PlannedWrite
{
    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The link; for a create, the link that will be made.</summary>
    public required Guid LinkId { get; init; }

    /// <summary>The side that is written to.</summary>
    public required Side Side { get; init; }

    /// <summary>What is done.</summary>
    public required WriteAct Act { get; init; }

    /// <summary>The entity, as its system writes it.</summary>
    public required string Entity { get; init; }

    /// <summary>The record; null for a create.</summary>
    public RecordId? Target { get; init; }

    /// <summary>The record across that is the cause.</summary>
    public required RecordId Source { get; init; }

    /// <summary>What a person calls the record.</summary>
    public required string Label { get; init; }

    /// <summary>Why.</summary>
    public required Reason Because { get; init; }

    /// <summary>The values to send: known slots only, in the target's form.</summary>
    public required Record Values { get; init; }

    /// <summary>The target as it was when the plan was made; the write goes through only while the properties it touches still look so.</summary>
    public Record? Before { get; init; }

    /// <summary>The values of the source from which the sent ones were made; they become its baseline when the write is done.</summary>
    public required ValueMap Basis { get; init; }

    /// <summary>For a create: the merge keys of its cause, in comparable form, by which the other system is searched once more before it is made.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>For a create: an earlier run knew its cause, and may have asked for the same record already.</summary>
    public bool MayBeSecond { get; init; }

    /// <summary>Further properties that must still look as they did before: what a removal would lose.</summary>
    public ImmutableArray<string> Guard { get; init; } = [];

    /// <summary>For a removal: the entity across in which the source must still be gone when it is carried out; null for none.</summary>
    public string? StillGone { get; init; }

    /// <summary>For a removal: the person who approved it; null where none had to.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>For a removal: the second person who approved it.</summary>
    public string? SecondBy { get; init; }

    /// <summary>The version that the target must still have; none where its system keeps no versions.</summary>
    public RecordVersion Expected { get; init; }
}
