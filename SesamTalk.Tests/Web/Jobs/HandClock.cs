namespace SesamTalk.Tests.Web.Jobs;

/// <summary>A clock that moves when the test says so, and rings its timers then.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly List<HandTimer> _timers = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (Next(end) is { } next)
        {
            _now = next.Due!.Value;
            next.Ring();
        }
        _now = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    private HandTimer? Next(DateTimeOffset end)
    {
        lock (_gate) return _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
    }

    private sealed class HandTimer(HandClock clock, Action ring) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            _period = period;
            return true;
        }

        public void Ring()
        {
            Due = _period == Timeout.InfiniteTimeSpan ? null : Due + _period;
            ring();
        }

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
