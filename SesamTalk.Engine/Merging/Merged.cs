using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Merging;

/// <summary>What merging decided for every property group of one link, in the groups' order.</summary>
public sealed record Merged(ImmutableArray<(RowGroup Group, GroupOutcome Outcome)> Groups)
{
    /// <summary>Nothing changed on either side.</summary>
    public bool IsQuiet => Groups.All(g => g.Outcome is GroupOutcome.Unchanged);
}
