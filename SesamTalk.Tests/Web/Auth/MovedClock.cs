namespace SesamTalk.Tests.Web.Auth;

/// <summary>The time of day as it is, and as much later as a test says.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _moved;

    public void Move(TimeSpan by) => _moved += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;
}
