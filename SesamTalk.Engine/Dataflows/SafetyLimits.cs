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
}
