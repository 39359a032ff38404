using System.Globalization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class ScheduleTimesTests
{
    private static readonly DateTimeOffset Now = At("2026-11-21 15:31 +01:00"); // a Saturday

    [Fact]
    public void Every_five_minutes_begins_five_minutes_on() =>
        Next(new Rhythm.Interval(TimeSpan.FromMinutes(5)), 3).ShouldBe(["21 15:36", "21 15:41", "21 15:46"]);

    [Fact]
    public void A_part_of_the_day_is_kept_to() =>
        Next(new Rhythm.Interval(TimeSpan.FromHours(2), new(new(6, 0), new(17, 0))), 4).ShouldBe(["21 16:00", "22 06:00", "22 08:00", "22 10:00"]);

    [Fact]
    public void A_part_of_the_day_may_go_over_midnight() =>
        Next(new Rhythm.Interval(TimeSpan.FromHours(1), new(new(22, 30), new(1, 0))), 5).ShouldBe(["21 22:30", "21 23:30", "22 00:00", "22 01:00", "22 22:30"]);

    [Fact]
    public void Times_of_the_day_come_in_order_every_day() =>
        Next(new Rhythm.TimesOfDay([new(18, 0), new(6, 0), new(6, 45)]), 4).ShouldBe(["21 18:00", "22 06:00", "22 06:45", "22 18:00"]);

    [Fact]
    public void An_expression_is_read_as_crontab_reads_it_with_Sunday_as_nought() =>
        Next(new Rhythm.Cron("0 6,18 * * 0"), 3).ShouldBe(["22 06:00", "22 18:00", "29 06:00"]);

    [Fact]
    public void A_weekly_look_at_everything_stands_among_the_others_and_says_so()
    {
        var schedule = new Schedule { Rhythm = new Rhythm.TimesOfDay([new(6, 0)]), CheckEverything = new(DayOfWeek.Monday, new(3, 0)) };
        ScheduleTimes.Next(schedule, Now, 3).Select(time => (Wall(time.At), time.Everything)).ShouldBe([("22 06:00", false), ("23 03:00", true), ("23 06:00", false)]);
    }

    [Fact]
    public void The_wall_clock_holds_over_summer_and_winter_time()
    {
        var schedule = new Schedule { Rhythm = new Rhythm.TimesOfDay([new(6, 0)]) };
        ScheduleTimes.Next(schedule, At("2026-03-28 12:00 +01:00"), 2).Select(time => time.At).ShouldBe([At("2026-03-29 06:00 +02:00"), At("2026-03-30 06:00 +02:00")]);
        ScheduleTimes.Next(schedule, At("2026-10-24 12:00 +02:00"), 2).Select(time => time.At).ShouldBe([At("2026-10-25 06:00 +01:00"), At("2026-10-26 06:00 +01:00")]);
    }

    [Fact]
    public void A_time_that_the_spring_night_leaves_out_is_not_lost_and_one_that_the_autumn_night_has_twice_comes_once()
    {
        var schedule = new Schedule { Rhythm = new Rhythm.TimesOfDay([new(2, 30)]) };
        ScheduleTimes.Next(schedule, At("2026-03-28 12:00 +01:00"), 1)[0].At.ShouldBeInRange(At("2026-03-29 03:00 +02:00"), At("2026-03-29 03:30 +02:00"));
        ScheduleTimes.Next(schedule, At("2026-10-24 12:00 +02:00"), 2).Select(time => time.At.UtcDateTime.Day).ShouldBe([25, 26]);
    }

    [Theory]
    [InlineData("0 6 * * 1-5", null, 0)]
    [InlineData("*/5 6-22 * * *", null, 0)]
    [InlineData("0  6  1,15 JAN-MAR MON", null, 0)]
    [InlineData("0 6 * * 7", null, 0)]
    [InlineData("60 6 * * *", CronPart.Minute, 5)]
    [InlineData("0 25 * * *", CronPart.Hour, 5)]
    [InlineData("0 6 32 * *", CronPart.DayOfMonth, 5)]
    [InlineData("0 6 * foo *", CronPart.Month, 5)]
    [InlineData("0 6 * * MAN", CronPart.DayOfWeek, 5)]
    [InlineData("0 6 * * 9", CronPart.DayOfWeek, 5)]
    [InlineData("x 6 * * 9", CronPart.Minute, 5)]
    public void An_expression_that_is_wrong_says_in_which_part(string expression, CronPart? part, int parts) =>
        (CronParts.ProblemOf(expression)?.Part, CronParts.ProblemOf(expression)?.Count ?? 0).ShouldBe((part, parts));

    [Theory]
    [InlineData("", 0)]
    [InlineData("0 6 * *", 4)]
    [InlineData("0 0 6 * * ?", 6)]
    [InlineData("0 0 30 2 *", 5)]
    public void An_expression_without_five_parts_or_without_any_day_is_wrong_as_a_whole(string expression, int parts) =>
        CronParts.ProblemOf(expression).ShouldNotBeNull().ShouldSatisfyAllConditions(problem => problem.Part.ShouldBeNull(), problem => problem.Count.ShouldBe(parts));

    private static IEnumerable<string> Next(Rhythm rhythm, int count) => ScheduleTimes.Next(new Schedule { Rhythm = rhythm }, Now, count).Select(time => Wall(time.At));

    private static string Wall(DateTimeOffset at) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, "Europe/Oslo").ToString("dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
