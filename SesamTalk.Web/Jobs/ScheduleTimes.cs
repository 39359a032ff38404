using Quartz;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Web.Jobs;

/// <summary>A moment at which a dataflow runs by itself.</summary>
/// <param name="At">When.</param>
/// <param name="Everything">True where both systems are then read in full.</param>
public sealed record ScheduledTime(DateTimeOffset At, bool Everything);

/// <summary>When a schedule comes next, asked of the very triggers that will carry it out.</summary>
public static class ScheduleTimes
{
    /// <summary>The next times of a schedule that would begin now, earliest first. Its zone must be known and its expression valid.</summary>
    public static IReadOnlyList<ScheduledTime> Next(Schedule schedule, DateTimeOffset now, int count) => Next(ScheduleTriggers.Of("preview", schedule, now), now, count);

    /// <summary>Whether this machine knows a time zone's name.</summary>
    public static bool KnowsZone(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    internal static IReadOnlyList<ScheduledTime> Next(IEnumerable<ITrigger> triggers, DateTimeOffset after, int count) =>
        [.. triggers.SelectMany(trigger => Next(trigger, after, count)).OrderBy(time => time.At).ThenByDescending(time => time.Everything).DistinctBy(time => (time.At, time.Everything)).Take(count)];

    private static IEnumerable<ScheduledTime> Next(ITrigger trigger, DateTimeOffset after, int count)
    {
        var everything = trigger.JobDataMap.Count > 0;
        for (var at = trigger.GetFireTimeAfter(after); at is not null && count > 0; at = trigger.GetFireTimeAfter(at), count--) yield return new(at.Value, everything);
    }
}
