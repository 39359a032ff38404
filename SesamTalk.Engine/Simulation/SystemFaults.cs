using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Simulation;

/// <summary>The fault dial of one system: asked at every call, answered by its own stream of chance.</summary>
internal sealed class SystemFaults(FaultMix mix, Random random, TimeProvider clock)
{
    private readonly List<Fault> _next = [];

    /// <summary>Faults are on; off in the phase in which everything must come to rest.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>How far a replica lags behind at the most; declared by the system.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    /// <summary>How long after its stamp a record may be listed at the latest; the cursor's overlap is more.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(15);

    /// <summary>The largest cut of stamps.</summary>
    public static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(1);

    /// <summary>Whether the system is of a kind that has this fault at all (a lagging replica, no versions).</summary>
    public bool Has(Fault fault) => mix[fault] > 0;

    /// <summary>Whether it happens now.</summary>
    public bool Strikes(Fault fault) => _next.Remove(fault) || (IsOn && random.Happens(mix[fault]));

    /// <summary>Lets it happen at the next opportunity: for stories that are told by hand.</summary>
    public void Next(Fault fault) => _next.Add(fault);

    /// <summary>The trouble that every call can meet; null lets it through.</summary>
    public ConnectorError? AnyCall()
    {
        if (Strikes(Fault.FailsBefore)) return new ConnectorError.Unreachable("simulated: could not be reached");
        if (Strikes(Fault.Throttled)) return new ConnectorError.Throttled(clock.GetUtcNow().AddSeconds(random.Next(1, 30)), "simulated: too many requests");
        if (Strikes(Fault.NotAllowed)) return new ConnectorError.NotAllowed("simulated: no right");
        return null;
    }

    /// <summary>The moment whose state a read shows.</summary>
    public DateTimeOffset ShownAt(DateTimeOffset now) => Strikes(Fault.ReplicaLag) ? now - Lag * random.NextDouble() : now;

    /// <summary>A number below the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>Puts things in another order.</summary>
    public void Shuffle<T>(T[] things) => random.Shuffle(things);
}
