namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>A clock that moves only when told.</summary>
internal sealed class StandingClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public StandingClock() : this(new DateTimeOffset(2025, 3, 14, 9, 26, 53, TimeSpan.Zero).AddTicks(5897932))
    {
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
