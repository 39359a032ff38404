using System.Globalization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>The reader's clock: in which time zone moments are shown, and whether exactly or by how long ago they were. Every time on a page goes by it.</summary>
public sealed class ReaderClock(TimeProvider clock)
{
    private TimeZoneInfo? _zone;

    /// <summary>Raised when the reader chose otherwise.</summary>
    public event Action? Changed;

    /// <summary>The zone that the reader chose, else the installation's.</summary>
    public TimeZoneInfo Zone => _zone ?? clock.LocalTimeZone;

    /// <summary>Moments are shown exactly, not by how long ago they were.</summary>
    public bool IsExact { get; private set; }

    /// <summary>This moment, on the reader's clock.</summary>
    public DateTimeOffset Now => Of(clock.GetUtcNow());

    /// <summary>How the zone is away from universal time now: "+2:00".</summary>
    public string Offset => OffsetOf(Zone, clock.GetUtcNow());

    /// <summary>Takes over what the reader chose; a zone that this machine does not know is none.</summary>
    public void Take(string? zone, bool isExact)
    {
        var chosen = string.IsNullOrEmpty(zone) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? null : found;
        if (chosen?.Id == _zone?.Id && isExact == IsExact) return;
        (_zone, IsExact) = (chosen, isExact);
        Changed?.Invoke();
    }

    /// <summary>The moment on the reader's clock.</summary>
    public DateTimeOffset Of(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The moment in a form of the reader's language ("g" for short).</summary>
    public string Text(DateTimeOffset at, string form) => Of(at).ToString(form, CultureInfo.CurrentCulture);

    /// <summary>How a zone is away from universal time at a moment.</summary>
    public static string OffsetOf(TimeZoneInfo zone, DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        return (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString("h\\:mm", CultureInfo.InvariantCulture);
    }
}
