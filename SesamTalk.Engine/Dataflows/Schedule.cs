using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SesamTalk.Engine.Dataflows;

/// <summary>When a dataflow runs by itself. Every time of day is one of the wall clock in <see cref="Zone"/>, summer time and all.</summary>
public sealed record Schedule
{
    /// <summary>When changes are synchronised.</summary>
    public required Rhythm Rhythm { get; init; }

    /// <summary>When both systems are read in full and compared; null leaves that to people and to what a system needs.</summary>
    public WeeklyTime? CheckEverything { get; init; }

    /// <summary>The IANA name of the time zone.</summary>
    public string Zone { get; init; } = "Europe/Oslo";

    /// <summary>Changes every so often, all day.</summary>
    public static Schedule Each(TimeSpan every) => new() { Rhythm = new Rhythm.Interval(every) };
}

/// <summary>How the times of a schedule follow one another.</summary>
[JsonDerivedType(typeof(Interval), "interval")]
[JsonDerivedType(typeof(TimesOfDay), "times")]
[JsonDerivedType(typeof(Cron), "cron")]
public abstract record Rhythm
{
    private Rhythm()
    {
    }

    /// <summary>Again and again.</summary>
    /// <param name="Every">The time between two starts.</param>
    /// <param name="Within">The hours of the day in which a run may start; null for all of them.</param>
    public sealed record Interval(TimeSpan Every, HoursOfDay? Within = null) : Rhythm;

    /// <summary>At the same times every day.</summary>
    /// <param name="At">The times, at least one.</param>
    public sealed record TimesOfDay(ImmutableArray<TimeOnly> At) : Rhythm;

    /// <summary>As an expression of five parts says: minute, hour, day of the month, month, day of the week.</summary>
    /// <param name="Expression">The expression, as crontab reads it.</param>
    public sealed record Cron(string Expression) : Rhythm;
}

/// <summary>A part of the day. One that ends before it starts goes over midnight.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The last moment.</param>
public sealed record HoursOfDay(TimeOnly From, TimeOnly To);

/// <summary>A moment of the week.</summary>
/// <param name="Day">The day.</param>
/// <param name="At">The time of that day.</param>
public sealed record WeeklyTime(DayOfWeek Day, TimeOnly At);
