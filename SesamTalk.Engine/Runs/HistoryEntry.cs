using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Runs;

/// <summary>
/// What one run saw, decided and wrote for one link. Entries put over each other in their order give both records as they were
/// known at any time. A run that changed nothing for a link leaves none.
/// </summary>
public sealed record HistoryEntry
{
    /// <summary>The entry's id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The link.</summary>
    public required Guid LinkId { get; init; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The version of the definition that it went by.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened and why.</summary>
    public required Reason Because { get; init; }

    /// <summary>The rules that decided: the keys of the property groups, with what each came to.</summary>
    public ImmutableArray<Reason> Rules { get; init; } = [];

    /// <summary>A's values that were read and differ from what both sides last agreed on.</summary>
    public ValueMap SeenA { get; init; } = ValueMap.Empty;

    /// <summary>B's values that were read and differ from what both sides last agreed on.</summary>
    public ValueMap SeenB { get; init; } = ValueMap.Empty;

    /// <summary>The values that were written to A, as A accepted them.</summary>
    public ValueMap WrittenA { get; init; } = ValueMap.Empty;

    /// <summary>The values that were written to B, as B accepted them.</summary>
    public ValueMap WrittenB { get; init; } = ValueMap.Empty;
}
