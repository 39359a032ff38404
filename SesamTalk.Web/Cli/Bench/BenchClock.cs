namespace SesamTalk.Web.Cli.Bench;

/// <summary>A clock that is moved by hand, for worlds whose days pass in seconds. What is timed in them is timed by the wall.</summary>
internal sealed class BenchClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan span) => _now += span;
}
