using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>How a dataflow keeps to its own schedule, told by the very triggers that start it. Pure.</summary>
public static class Punctuality
{
    // A run that is due is not late before the next look at the schedules, and a queue, could have started it.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>How late it is: zero on time; null where it has no schedule, is paused, or has never run.</summary>
    public static TimeSpan? LateBy(Dataflow dataflow, DateTimeOffset? lastStarted, DateTimeOffset now)
    {
        if (dataflow is not { Schedule: { } schedule, PausedBecause: null } || lastStarted is not { } last || !ScheduleTimes.KnowsZone(schedule.Zone)) return null;
        return After(schedule, last) is { } due && due + Grace < now ? now - due : TimeSpan.Zero;
    }

    /// <summary>When it runs next by itself; null where it does not, or is due.</summary>
    public static ScheduledTime? Next(Dataflow dataflow, DateTimeOffset? lastStarted, DateTimeOffset now)
    {
        if (dataflow is not { Schedule: { } schedule, PausedBecause: null } || !ScheduleTimes.KnowsZone(schedule.Zone)) return null;
        return ScheduleTimes.Next(schedule, lastStarted ?? now, 1) is [var next] && next.At > now ? next : null;
    }

    private static DateTimeOffset? After(Schedule schedule, DateTimeOffset last) => ScheduleTimes.Next(schedule, last, 1) is [var next] ? next.At : null;
}
