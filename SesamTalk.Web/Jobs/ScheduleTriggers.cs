using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Quartz;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>
/// A schedule as the scheduler's triggers. What was missed while nothing was running is made up for once. A trigger says in
/// its description which schedule it comes from, so that one whose schedule did not change keeps its rhythm.
/// </summary>
internal static class ScheduleTriggers
{
    private const string Group = "schedule";
    private static readonly TimeOnly Midnight = TimeOnly.MinValue, LastSecond = new(23, 59, 59);

    /// <summary>All triggers of all schedules.</summary>
    public static GroupMatcher<TriggerKey> All => GroupMatcher<TriggerKey>.GroupEquals(Group);

    /// <summary>The dataflow that a trigger belongs to.</summary>
    public static string DataflowOf(TriggerKey key) => key.Name.Split('~')[0];

    /// <summary>The triggers of a dataflow, from now on.</summary>
    public static IReadOnlyList<ITrigger> Of(string dataflowId, Schedule schedule, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        List<ITrigger> triggers = [.. Rhythms(schedule.Rhythm, zone).Select((rhythm, at) => New(dataflowId, $"{at}", schedule, now, rhythm).Build())];
        if (schedule.CheckEverything is { } weekly)
        {
            var full = new SyncRequest(dataflowId, RunKind.Everything, RunTrigger.Schedule);
            triggers.Add(New(dataflowId, "everything", schedule, now, Weekly(weekly, zone)).UsingJobData(SyncJob.Said, JsonSerializer.Serialize(full)).Build());
        }
        return triggers;
    }

    private static string MarkOf(Schedule schedule) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(schedule)));

    private static TriggerBuilder<IJob> New(string dataflowId, string name, Schedule schedule, DateTimeOffset now, IScheduleBuilder times)
    {
        var builder = TriggerBuilder.Create().WithIdentity(new TriggerKey($"{dataflowId}~{name}", Group)).ForJob(SyncJob.KeyOf(dataflowId))
            .WithDescription(MarkOf(schedule)).WithSchedule(times);
        return schedule.Rhythm is Rhythm.Interval { Within: null } interval && times is SimpleScheduleBuilder ? builder.StartAt(now + interval.Every) : builder.StartAt(now);
    }

    private static IEnumerable<IScheduleBuilder> Rhythms(Rhythm rhythm, TimeZoneInfo zone) => rhythm switch
    {
        Rhythm.Interval { Within: null } interval => [Always(interval.Every)],
        Rhythm.Interval { Within: { } hours } interval when hours.From <= hours.To => [Within(interval.Every, hours.From, hours.To, zone)],
        Rhythm.Interval { Within: { } hours } interval => [Within(interval.Every, hours.From, LastSecond, zone), Within(interval.Every, Midnight, hours.To, zone)],
        Rhythm.TimesOfDay times => times.At.Distinct().Select(at => Cron($"{at.Minute} {at.Hour} * * *", zone)),
        Rhythm.Cron cron => [Cron(cron.Expression, zone)],
        _ => throw new UnreachableException(rhythm.GetType().Name),
    };

    private static SimpleScheduleBuilder Always(TimeSpan every) =>
        SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount);

    private static DailyTimeIntervalScheduleBuilder Within(TimeSpan every, TimeOnly from, TimeOnly to, TimeZoneInfo zone) =>
        DailyTimeIntervalScheduleBuilder.Create().WithInterval((int)Math.Max(1, every.TotalSeconds), IntervalUnit.Second).OnEveryDay()
            .StartingDailyAt(from).EndingDailyAt(to).InTimeZone(zone).WithMisfireInstruction(DailyTimeIntervalTriggerMisfireInstruction.FireAndProceed);

    private static CronScheduleBuilder Cron(string expression, TimeZoneInfo zone) =>
        CronScheduleBuilder.Create(expression, CronFormat.Unix).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);

    private static CronScheduleBuilder Weekly(WeeklyTime weekly, TimeZoneInfo zone) => Cron($"{weekly.At.Minute} {weekly.At.Hour} * * {(int)weekly.Day}", zone);
}
