namespace SesamTalk.Engine.Simulation;

/// <summary>A clock that moves only when the simulation moves it. Whoever waits on it moves it to the end of the wait: nobody else is there.</summary>
internal sealed class SimulationClock : TimeProvider
{
    private readonly List<(DateTimeOffset Due, Action Act)> _due = [];
    private DateTimeOffset _now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Something happens by itself at a later time, while others wait or work.</summary>
    public void At(DateTimeOffset due, Action act) => _due.Add((due, act));

    /// <summary>Lets time pass; what is due on the way happens at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (_due.Where(later => later.Due <= until).OrderBy(later => later.Due).FirstOrDefault() is { Act: not null } next)
        {
            _due.Remove(next);
            if (next.Due > _now) _now = next.Due;
            next.Act();
        }

        _now = until;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Advance(dueTime);
            callback(state);
        }

        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>The clock on a system's own wall: right, or off by something that may change.</summary>
internal sealed class SkewedClock(TimeProvider right) : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Skew;
}
