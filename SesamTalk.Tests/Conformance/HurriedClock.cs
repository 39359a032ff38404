namespace SesamTalk.Tests.Conformance;

/// <summary>The real clock, whose short waits are over fifty times sooner: a pause before another try need not be sat out. Limits of time stay as they are.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= Short && period == Timeout.InfiniteTimeSpan ? dueTime / 50 : dueTime, period);
}
