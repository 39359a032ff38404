namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// How many requests may leave in any second, shared by all who hold it. Turns are given in the order of asking. The
/// second is counted a little long (5 %), since requests bunch up on their way and the other side counts arrivals.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="perSecond">Requests a second; zero or less is without limit.</param>
/// <param name="shared">The same count among processes; null where this one is alone.</param>
internal sealed class RateBudget(TimeProvider clock, double perSecond, SharedTurns? shared = null)
{
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1050);

    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _departures = new();
    private readonly long _start = clock.GetTimestamp();
    private double _perSecond = perSecond;
    private TimeSpan _blockedUntil;
    private TimeSpan _toldUntil;
    private SemaphoreSlim? _together;

    /// <summary>No more requests than this are under way at the same time; what is said first holds, zero is without limit.</summary>
    public int Parallel
    {
        set
        {
            lock (_gate)
            {
                if (value > 0) _together ??= new(value, value);
            }
        }
    }

    /// <summary>Waits until one more request may be under way; disposing the answer says that it no longer is.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellation)
    {
        SemaphoreSlim? together;
        lock (_gate) together = _together;
        if (together is null) return null;
        await together.WaitAsync(cancellation);
        return new Turn(together);
    }

    /// <summary>Requests a second; zero or less is without limit.</summary>
    public double PerSecond
    {
        get { lock (_gate) return _perSecond; }
        set { lock (_gate) _perSecond = value; }
    }

    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>How long nobody may send at all, because the other side asked for a pause; zero where it did not.</summary>
    public TimeSpan Blocked
    {
        get { lock (_gate) return _blockedUntil > Now ? _blockedUntil - Now : TimeSpan.Zero; }
    }

    /// <summary>Nobody sends for this long: the other side said so.</summary>
    public void Block(TimeSpan span)
    {
        lock (_gate) _blockedUntil = Now + span > _blockedUntil ? Now + span : _blockedUntil;
    }

    /// <summary>Waits for a turn, here and then among the processes that share the rate.</summary>
    public async Task AcquireAsync(CancellationToken cancellation)
    {
        await clock.PauseAsync(Reserve(), cancellation);
        if (shared is not null && PerSecond is > 0 and var rate) await shared.AcquireAsync(rate, cancellation);
    }

    /// <summary>Tells the processes that share the rate of a pause that the other side asked for; nothing where they know.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        if (shared is null || PerSecond <= 0) return;
        TimeSpan untold;
        lock (_gate)
        {
            untold = _blockedUntil > _toldUntil && _blockedUntil > Now ? _blockedUntil - Now : TimeSpan.Zero;
            _toldUntil = _blockedUntil;
        }

        if (untold > TimeSpan.Zero) await shared.HoldAsync(untold, cancellation);
    }

    /// <summary>Takes the next turn and says how long it is until then.</summary>
    internal TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = Now;
            var leaves = _blockedUntil > now ? _blockedUntil : now;
            if (_perSecond > 0)
            {
                var atOnce = Math.Max(1, (int)_perSecond);
                var window = Second * (atOnce / _perSecond);
                while (_departures.Count >= atOnce)
                    if (_departures.Dequeue() + window is var earliest && earliest > leaves) leaves = earliest;
                _departures.Enqueue(leaves);
            }

            return leaves - now;
        }
    }

    /// <summary>A request that is under way.</summary>
    private sealed class Turn(SemaphoreSlim together) : IDisposable
    {
        public void Dispose() => together.Release();
    }
}
