using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>An entity of A and an entity of B whose records correspond, with the rules for linking, creating and keeping them equal.</summary>
public sealed record Pair
{
    /// <summary>The pair's id within its dataflow: a slug, with the ordinal where a document has the section more than once.</summary>
    public required string Id { get; init; }

    /// <summary>The entity in A.</summary>
    public required PairSide A { get; init; }

    /// <summary>The entity in B.</summary>
    public required PairSide B { get; init; }

    /// <summary>What A's unlinked records do towards B, and A's deletions.</summary>
    public Direction ToB { get; init; } = new();

    /// <summary>What B's unlinked records do towards A, and B's deletions.</summary>
    public Direction ToA { get; init; } = new();

    /// <summary>The rows of the merge table and those added; alternatives, in order.</summary>
    public ImmutableArray<MergeKey> Keys { get; init; } = [];

    /// <summary>The property rows: the document's, in its order, and those added.</summary>
    public ImmutableArray<PropertyRule> Properties { get; init; } = [];

    /// <summary>What to do when both sides changed a property; null takes the dataflow's policy.</summary>
    public ConflictPolicy? Policy { get; init; }

    /// <summary>What to do with properties that differ when two records of the pair first meet; null takes the dataflow's. Chosen in the forecast of the first run.</summary>
    public ConflictPolicy? FirstMeeting { get; init; }

    /// <summary>Policies of single rows, by the row's id; the most specific wins.</summary>
    public ImmutableDictionary<string, ConflictPolicy> RowPolicies { get; init; } = ImmutableDictionary<string, ConflictPolicy>.Empty;

    /// <summary>Whether the document has this pair or it was added here.</summary>
    public RuleOrigin Origin { get; init; } = RuleOrigin.Document;

    /// <summary>Why the pair was added, for a person.</summary>
    public string Note { get; init; } = "";

    /// <summary>Everything in the section that was not understood, with line numbers; a pair with any does not run.</summary>
    public ImmutableArray<string> NotUnderstood { get; init; } = [];

    /// <summary>The pair is not run until it is taken up again; null when it runs.</summary>
    public string? PausedBecause { get; init; }

    /// <summary>The entity of a side.</summary>
    public PairSide On(Side side) => side == Side.A ? A : B;

    /// <summary>The rules from a side towards the other.</summary>
    public Direction From(Side side) => side == Side.A ? ToB : ToA;

    /// <summary>The rows that anything goes by: all but those turned off.</summary>
    public ImmutableArray<PropertyRule> InForce() => Properties.Any(row => row.Flow == RuleFlow.Off) ? [.. Properties.Where(row => row.Flow != RuleFlow.Off)] : Properties;

    /// <summary>The policy of a row: its own, the pair's, or the dataflow's.</summary>
    public ConflictPolicy PolicyOf(string rowId, ConflictPolicy dataflow) =>
        RowPolicies.TryGetValue(rowId, out var own) ? own : Policy ?? dataflow;
}
