using System.Diagnostics;
using System.Globalization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Timetable;

/// <summary>Which kind of schedule is being written.</summary>
public enum ScheduleKind
{
    /// <summary>None: it runs when somebody asks.</summary>
    WhenAsked,

    /// <summary>Every so many minutes or hours.</summary>
    Interval,

    /// <summary>At times of the day.</summary>
    Times,

    /// <summary>As an expression says.</summary>
    Cron,
}

/// <summary>A schedule as it stands in the form, with what is not yet right.</summary>
public sealed record ScheduleDraft
{
    public ScheduleKind Kind { get; init; }

    public string Number { get; init; } = "5";

    public bool InHours { get; init; }

    public bool IsLimited { get; init; }

    public string From { get; init; } = "06:00";

    public string To { get; init; } = "22:00";

    public string Times { get; init; } = "06:00, 18:00";

    public string Cron { get; init; } = "0 6-18 * * 1-5";

    public bool ChecksEverything { get; init; }

    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    public string DayAt { get; init; } = "03:00";

    public string Zone { get; init; } = "Europe/Oslo";

    /// <summary>The form filled in with a schedule; what it does not say keeps a suggestion.</summary>
    /// <param name="schedule">The schedule; null where there is none.</param>
    /// <param name="minutes">How often it is suggested to run where there is none.</param>
    public static ScheduleDraft Of(Schedule? schedule, int minutes = 5)
    {
        if (schedule is null) return new() { Number = minutes.ToString(CultureInfo.InvariantCulture) };
        var draft = new ScheduleDraft { Zone = schedule.Zone };
        if (schedule.CheckEverything is { } weekly) draft = draft with { ChecksEverything = true, Day = weekly.Day, DayAt = Text(weekly.At) };
        return schedule.Rhythm switch
        {
            Rhythm.Interval interval => Filled(draft, interval),
            Rhythm.TimesOfDay times => draft with { Kind = ScheduleKind.Times, Times = string.Join(", ", times.At.Order().Select(Text)) },
            Rhythm.Cron cron => draft with { Kind = ScheduleKind.Cron, Cron = cron.Expression },
            _ => throw new UnreachableException(schedule.Rhythm.GetType().Name),
        };
    }

    /// <summary>The schedule that the form says, and every problem by the name of its field: a key of the texts with what it says.</summary>
    public (Schedule? Schedule, IReadOnlyDictionary<string, ScheduleProblem> Problems) Read()
    {
        var problems = new Dictionary<string, ScheduleProblem>();
        if (Kind == ScheduleKind.WhenAsked) return (null, problems);
        Rhythm? rhythm = Kind switch
        {
            ScheduleKind.Interval => new Rhythm.Interval(ReadEvery(problems), IsLimited ? new(Time(nameof(From), From, problems), Time(nameof(To), To, problems)) : null),
            ScheduleKind.Times => ReadTimes(problems),
            ScheduleKind.Cron => ReadCron(problems),
            ScheduleKind.WhenAsked => null,
        };
        if (!ScheduleTimes.KnowsZone(Zone)) problems[nameof(Zone)] = new("ZoneUnknown", Zone);
        var weekly = ChecksEverything ? new WeeklyTime(Day, Time(nameof(DayAt), DayAt, problems)) : null;
        return problems.Count > 0 || rhythm is null ? (null, problems) : (new() { Rhythm = rhythm, CheckEverything = weekly, Zone = Zone }, problems);
    }

    private static ScheduleDraft Filled(ScheduleDraft draft, Rhythm.Interval interval)
    {
        var inHours = interval.Every.TotalHours >= 1 && interval.Every.TotalMinutes % 60 == 0;
        draft = draft with { Kind = ScheduleKind.Interval, InHours = inHours, Number = Math.Max(1, (int)(inHours ? interval.Every.TotalHours : interval.Every.TotalMinutes)).ToString(CultureInfo.InvariantCulture) };
        return interval.Within is { } hours ? draft with { IsLimited = true, From = Text(hours.From), To = Text(hours.To) } : draft;
    }

    private TimeSpan ReadEvery(Dictionary<string, ScheduleProblem> problems)
    {
        var most = InHours ? 24 * 7 : 24 * 60;
        if (int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return InHours ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
        problems[nameof(Number)] = new("NumberWrong", most.ToString(CultureInfo.CurrentCulture));
        return TimeSpan.FromMinutes(1);
    }

    private Rhythm.TimesOfDay ReadTimes(Dictionary<string, ScheduleProblem> problems)
    {
        var written = Times.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (written.Length == 0) problems[nameof(Times)] = new("TimesMissing", "");
        return new([.. written.Select(one => Time(nameof(Times), one, problems)).Distinct().Order()]);
    }

    private Rhythm.Cron ReadCron(Dictionary<string, ScheduleProblem> problems)
    {
        if (CronParts.ProblemOf(Cron) is { } problem) problems[nameof(Cron)] = new("", Cron, problem);
        return new(string.Join(' ', Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static TimeOnly Time(string field, string text, Dictionary<string, ScheduleProblem> problems)
    {
        if (TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm", "HH.mm", "H.mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        problems.TryAdd(field, new("TimeWrong", text));
        return TimeOnly.MinValue;
    }

    private static string Text(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>What is not right in a field.</summary>
/// <param name="Key">The text that says so; empty where <paramref name="Cron"/> does.</param>
/// <param name="Value">What was written, or what is allowed.</param>
/// <param name="Cron">The problem of an expression.</param>
public sealed record ScheduleProblem(string Key, string Value, CronProblem? Cron = null);
