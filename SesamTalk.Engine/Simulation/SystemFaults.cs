using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Simulation;

/// <summary>The fault dial of one system: asked at every call, answered by its own stream of chance.</summary>
internal sealed class SystemFaults(FaultMix mix, Random random, TimeProvider clock, Happened happened)
{
    private readonly List<Fault> _next = [];
    private readonly Dictionary<string, DateTimeOffset> _forbidden = [];
    private readonly HashSet<string> _empty = [];
    private bool _tokenEnded;
    private int _down;

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
    public bool Strikes(Fault fault)
    {
        var strikes = _next.Remove(fault) || (IsOn && random.Happens(mix[fault]));
        if (strikes) happened.Note(fault);
        return strikes;
    }

    /// <summary>What is so for good has shown.</summary>
    public void Shows(Fault fault) => happened.Note(fault);

    /// <summary>Lets it happen at the next opportunity: for stories that are told by hand.</summary>
    public void Next(Fault fault) => _next.Add(fault);

    /// <summary>A run begins: what ended with the last one is there again.</summary>
    public void BeginRun()
    {
        (_tokenEnded, _down) = (false, 0);
        _empty.Clear();
    }

    /// <summary>Whether all lists of an entity are empty in this run.</summary>
    public bool IsEmptied(string entity)
    {
        if (!_empty.Contains(entity) && Strikes(Fault.TypeEmpty)) _empty.Add(entity);
        return _empty.Contains(entity);
    }

    /// <summary>The trouble that every call can meet; null lets it through.</summary>
    public ConnectorError? AnyCall(string entity, bool isWrite)
    {
        if (!IsOn && _next.Count == 0) return null;
        if (_down > 0 && _down-- > 0) return new ConnectorError.Unreachable("simulated: no answer");
        if (isWrite && Strikes(Fault.HalfBatch)) _down = random.Next(2, 12);
        if (Strikes(Fault.FailsBefore)) return new ConnectorError.Unreachable("simulated: could not be reached");
        if (Strikes(Fault.Throttled)) return new ConnectorError.Throttled(clock.GetUtcNow().AddSeconds(random.Next(1, 30)), "simulated: too many requests");
        return Refused(entity);
    }

    private ConnectorError.NotAllowed? Refused(string entity)
    {
        _tokenEnded |= IsOn && random.Happens(mix[Fault.TokenEnds] / 4) && Shown(Fault.TokenEnds);
        if (_tokenEnded) return new("simulated: the sign-in is over");
        if (IsOn && random.Happens(mix[Fault.TypeForbidden] / 4) && Shown(Fault.TypeForbidden)) _forbidden[entity] = clock.GetUtcNow().AddMinutes(random.Next(1, 10));
        if (_forbidden.GetValueOrDefault(entity) > clock.GetUtcNow()) return new($"simulated: no right to {entity}");
        return Strikes(Fault.NotAllowed) ? new("simulated: no right") : null;
    }

    private bool Shown(Fault fault)
    {
        happened.Note(fault);
        return true;
    }

    /// <summary>The moment whose state a read shows.</summary>
    public DateTimeOffset ShownAt(DateTimeOffset now) => ShowsOld ? now - Lag * 0.9 : Strikes(Fault.ReplicaLag) ? now - Lag * random.NextDouble() : now;

    /// <summary>Reads do not show yet what has just been done.</summary>
    public bool ShowsOld { get; set; }

    /// <summary>A number below the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>Puts things in another order.</summary>
    public void Reorder<T>(T[] things)
    {
        happened.Note(Fault.Reordered);
        random.Shuffle(things);
    }
}
