using System.Collections.Immutable;

namespace SesamTalk.Engine.Sync;

/// <summary>All that a pair's planning is given, and what it needs to be told apart from the cases.</summary>
/// <param name="Rules">The pair.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Links">How many links the pair has; of very many, so many that no share of them can be reached by the cases.</param>
/// <param name="LeftAlone">Records that were remembered without a partner and now have one, or are gone.</param>
internal sealed record PairCases(PairRules Rules, ImmutableArray<PlanCase> Cases, int Links, ImmutableArray<Storage.UnlinkedKey> LeftAlone)
{
    /// <summary>Questions about records that are gone, settled.</summary>
    public ImmutableArray<Conflicts.OpenConflict> Over { get; init; } = [];

    /// <summary>New records that become cases only when they are written; null where there are none.</summary>
    public AsideCases? Aside { get; init; }

    /// <summary>Decisions about records that have a partner by now, or are gone.</summary>
    public ImmutableArray<Conflicts.PersonDecision> Lapsed { get; init; } = [];
}
