using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>What the planner is given for one item.</summary>
internal abstract record PlanCase
{
    /// <summary>Two linked records, or two that a key has just found.</summary>
    /// <param name="Link">The link.</param>
    /// <param name="IsNew">A key has just found it.</param>
    /// <param name="A">A's record; null where it is gone.</param>
    /// <param name="B">B's record; null where it is gone.</param>
    /// <param name="Baseline">What they last agreed on; null where they never did.</param>
    /// <param name="Open">The conflicts that are open on the link.</param>
    /// <param name="IsMoved">The link was a sibling aspect's until an edit moved its record.</param>
    /// <param name="IsTooFresh">What is read may be older than what was just written, so nothing is concluded from it yet.</param>
    public sealed record Linked(Link Link, bool IsNew, Change? A, Change? B, Baseline? Baseline, ImmutableArray<OpenConflict> Open, bool IsMoved = false, bool IsTooFresh = false) : PlanCase
    {
        /// <summary>What persons decided about it, not yet carried out.</summary>
        public ImmutableArray<PersonDecision> Decisions { get; init; } = [];

        /// <summary>Writes that have been done for it, where a decision may have been carried out in part.</summary>
        public ImmutableArray<WriteEntry> Done { get; init; } = [];

        /// <summary>The links that the two had until a person gave them to each other; empty where they had none.</summary>
        public ImmutableArray<OldLink> Displaced { get; init; } = [];
    }

    /// <summary>A record that no key finds a partner for.</summary>
    /// <param name="Side">Where it is.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Remembered">What is remembered of it; null for one seen for the first time.</param>
    /// <param name="Match">What matching found.</param>
    /// <param name="LinkId">The id that a link made for it will have.</param>
    /// <param name="Standing">Where it stands whatever its pair would do with it; null where the pair's rules decide.</param>
    /// <param name="IsUnsettled">An earlier create for it has an unknown outcome.</param>
    public sealed record Alone(Side Side, Change Record, UnlinkedRecord? Remembered, Match Match, Guid LinkId, Standing? Standing, bool IsUnsettled) : PlanCase
    {
        /// <summary>What a person decided about it, not yet carried out.</summary>
        public PersonDecision? Decision { get; init; }

        /// <summary>What is asked about it.</summary>
        public ImmutableArray<OpenConflict> Open { get; init; } = [];

        /// <summary>Its merge keys as matching has them; none given: they are made where they are needed.</summary>
        public ImmutableArray<string> Keys { get; init; }

        /// <summary>That unknown outcome was looked for and cannot be told.</summary>
        public bool IsUntellable { get; init; }

        /// <summary>The record across for which it was made by a create that was taken for not made, and that has another partner by now; null for any other record.</summary>
        public RecordId? TwinOf { get; init; }

        /// <summary>Those across that fit it and are nobody's yet, where a person is asked here which of them it is; empty where nothing, or another record, asks.</summary>
        public ImmutableArray<Candidate> Asks { get; init; } = [];

        /// <summary>A decision about it that cannot be carried out any more: over, and asked anew.</summary>
        public PersonDecision? Lapsed { get; init; }
    }

    /// <summary>A link that gives way.</summary>
    /// <param name="Link">The link.</param>
    /// <param name="Keeps">The side whose record gets another partner; the other one stands alone.</param>
    /// <param name="Open">What was asked about the two.</param>
    public sealed record OldLink(Link Link, Side Keeps, ImmutableArray<OpenConflict> Open)
    {
        /// <summary>What persons decided about the two and can no longer be carried out.</summary>
        public ImmutableArray<PersonDecision> Undecided { get; init; } = [];
    }
}
