using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Merging;

/// <summary>The two records of one link and what they last agreed on.</summary>
/// <param name="A">A's record as it is now; a property that was not read changes nothing.</param>
/// <param name="B">B's record as it is now.</param>
/// <param name="BaseA">A's values at the last agreement; null at the first meeting.</param>
/// <param name="BaseB">B's values at the last agreement; null at the first meeting.</param>
/// <param name="ChangedInA">When A says that its record changed.</param>
/// <param name="ChangedInB">When B says that its record changed.</param>
public sealed record MergeInput(Record A, Record B, Record? BaseA, Record? BaseB, DateTimeOffset? ChangedInA, DateTimeOffset? ChangedInB)
{
    /// <summary>Groups for which a person decided on a side, by their keys; they win over every policy.</summary>
    public ImmutableDictionary<string, ConflictPolicy> Decided { get; init; } = ImmutableDictionary<string, ConflictPolicy>.Empty;

    /// <summary>The record of a side.</summary>
    public Record On(Side side) => side == Side.A ? A : B;

    /// <summary>The baseline of a side.</summary>
    public Record? BaseOn(Side side) => side == Side.A ? BaseA : BaseB;
}
