namespace SesamTalk.Engine.Dataflows;

/// <summary>What a run may do without a person: above any of these it is held back before its first write.</summary>
public sealed record SafetyLimits
{
    /// <summary>Largest share of a pair's links that one run may delete, 0 to 1.</summary>
    public double DeletedShare { get; init; } = 0.05;

    /// <summary>Largest share of a pair's links that one run may change, 0 to 1.</summary>
    public double ChangedShare { get; init; } = 0.5;

    /// <summary>Shares are looked at only from this many links on: half of four records is two.</summary>
    public int SharesFrom { get; init; } = 50;

    /// <summary>Most writes of one run.</summary>
    public int WritesPerRun { get; init; } = 10_000;

    /// <summary>The same with no more deletions than this share of a pair's links, 0 to 1.</summary>
    public SafetyLimits WithDeletesAtMost(double share) => share < DeletedShare ? this with { DeletedShare = share } : this;

    /// <summary>Of a pair with more links than this, so many cases are below every share: no more need be counted.</summary>
    internal int LinksToKnow(int cases)
    {
        var least = Math.Min(DeletedShare, ChangedShare);
        return least <= 0 || cases / least >= int.MaxValue - 1 ? int.MaxValue : Math.Max(SharesFrom, (int)Math.Ceiling(cases / least)) + 1;
    }
}
