using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>What is planned for one linked pair of records, or for one record that has no partner.</summary>
public sealed record PlanItem
{
    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The link as it will be when all goes well; null for a record that stays without one.</summary>
    public Link? Link { get; init; }

    /// <summary>The link is not there yet.</summary>
    public bool IsNewLink { get; init; }

    /// <summary>The writes: none, one, or one for each side.</summary>
    public ImmutableArray<PlannedWrite> Writes { get; init; } = [];

    /// <summary>A's values that both sides agree on without a write; they move the baseline.</summary>
    public ValueMap AgreedA { get; init; } = ValueMap.Empty;

    /// <summary>B's values that both sides agree on without a write.</summary>
    public ValueMap AgreedB { get; init; } = ValueMap.Empty;

    /// <summary>Conflicts that open, change or are settled.</summary>
    public ImmutableArray<OpenConflict> Conflicts { get; init; } = [];

    /// <summary>Conflicts that are over whatever becomes of the writes.</summary>
    public ImmutableArray<OpenConflict> Over { get; init; } = [];

    /// <summary>The record without a partner, where its entry is new or changed.</summary>
    public UnlinkedRecord? Unlinked { get; init; }

    /// <summary>A reference waits for a record that this run creates: the item is planned anew, by the same rules, when its turn comes.</summary>
    public PendingReference? Deferred { get; init; }

    /// <summary>The property groups that wait for another record, each with its reference.</summary>
    internal ImmutableArray<(RowGroup Group, PendingReference Reference)> Waiting { get; init; } = [];

    /// <summary>The decisions that the item carries out; over when all its writes are done.</summary>
    public ImmutableArray<PersonDecision> Decided { get; init; } = [];

    /// <summary>Decisions that no longer fit what is there: over, and what they were about is asked anew.</summary>
    public ImmutableArray<PersonDecision> DecisionsOver { get; init; } = [];

    /// <summary>What policies decided without a person, with the value that lost; kept when the writes are done.</summary>
    public ImmutableArray<OpenConflict> Overruled { get; init; } = [];

    /// <summary>Paths written on both sides by one decision: the baseline takes them up only when all writes are done.</summary>
    public ImmutableArray<string> Together { get; init; } = [];

    /// <summary>Links that are let go, by a person's decision: the records that <see cref="Parted"/> names stand alone.</summary>
    public ImmutableArray<Link> LetsGo { get; init; } = [];

    /// <summary>The records that stand alone because their link is let go.</summary>
    public ImmutableArray<UnlinkedRecord> Parted { get; init; } = [];

    /// <summary>The link as it was, where a create gives it a new partner.</summary>
    public Link? Replaces { get; init; }

    /// <summary>The property groups that decided, with what each came to: for the history.</summary>
    public ImmutableArray<Reason> Rules { get; init; } = [];

    /// <summary>What the item was planned from.</summary>
    internal PlanCase? Case { get; init; }

    /// <summary>The item changes nothing at all.</summary>
    public bool IsQuiet => Writes.IsEmpty && Conflicts.IsEmpty && Over.IsEmpty && Unlinked is null && Deferred is null && LetsGo.IsEmpty && !IsNewLink && !MovesLink
        && AgreedA.Pairs.IsEmpty && AgreedB.Pairs.IsEmpty && Decided.IsEmpty && DecisionsOver.IsEmpty;

    /// <summary>The link's state or labels change.</summary>
    public bool MovesLink { get; init; }
}
