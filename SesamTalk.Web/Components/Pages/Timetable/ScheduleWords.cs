using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Timetable;

/// <summary>When a dataflow runs by itself, in words for a person.</summary>
public sealed class ScheduleWords(IStringLocalizer<ScheduleTexts> t)
{
    /// <summary>A schedule as one sentence without its full stop; none is "only when asked".</summary>
    public string Of(Schedule? schedule)
    {
        if (schedule is null) return t["WhenAsked"];
        var words = Of(schedule.Rhythm);
        return schedule.CheckEverything is { } weekly ? $"{words}; {t["EverythingOn", Day(weekly.Day), Of(weekly.At)]}" : words;
    }

    /// <summary>A moment as the clock on the wall of a zone shows it, with its weekday.</summary>
    public string Of(ScheduledTime time, string zone)
    {
        var local = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(time.At, zone);
        var at = $"{Day(local.DayOfWeek)} {local.ToString(t["DayFormat"], CultureInfo.CurrentCulture)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        return time.Everything ? t["AtEverything", at] : at;
    }

    /// <summary>Whether the clocks of a zone show another time at a moment than those that the site goes by.</summary>
    public static bool IsElsewhere(string zone, DateTimeOffset at, TimeZoneInfo here) => TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(at) != here.GetUtcOffset(at);

    /// <summary>The weekday's name.</summary>
    public static string Day(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    /// <summary>Where and why an expression cannot be read.</summary>
    public string Problem(CronProblem problem) => problem.Part switch
    {
        CronPart.Minute => t["CronMinute", problem.Text],
        CronPart.Hour => t["CronHour", problem.Text],
        CronPart.DayOfMonth => t["CronDay", problem.Text],
        CronPart.Month => t["CronMonth", problem.Text],
        CronPart.DayOfWeek => t["CronWeekday", problem.Text],
        null when problem.Count == 5 => t["CronNever", problem.Text],
        null => t["CronParts", problem.Count],
    };

    private string Of(Rhythm rhythm) => rhythm switch
    {
        Rhythm.Interval { Within: { } hours } interval => t["Within", Every(interval.Every), Of(hours.From), Of(hours.To)],
        Rhythm.Interval interval => Every(interval.Every),
        Rhythm.TimesOfDay times => t["EveryDayAt", Listed(times.At.Order().Select(Of))],
        Rhythm.Cron cron => t["ByCron", cron.Expression],
        _ => throw new UnreachableException(rhythm.GetType().Name),
    };

    private string Every(TimeSpan every) => every.TotalHours >= 1 && every.TotalMinutes % 60 == 0
        ? t.Count("EveryHours", (long)every.TotalHours)
        : t.Count("EveryMinutes", Math.Max(1, (long)every.TotalMinutes));

    private string Listed(IEnumerable<string> all) => all.ToList() switch
    {
        [.. var first, var last] when first.Count > 0 => $"{string.Join(", ", first)} {t["And"]} {last}",
        var few => string.Join("", few),
    };

    private static string Of(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
