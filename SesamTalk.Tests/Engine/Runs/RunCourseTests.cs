using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Runs;

public sealed class RunCourseTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_phase_has_a_clock_of_its_own_and_is_over_when_the_next_begins()
    {
        var course = Course(Heard(0, RunStep.Reading, "Customers", 0, null, Side.A), Heard(4, RunStep.Reading, "Customers", 40, 40, Side.A), Heard(5, RunStep.Reading, "People", 7, null, Side.B), Heard(9, RunStep.Matching, "customers", 0, null));
        course.Phases.Select(phase => (phase.Of, phase.Side, From: Seconds(phase.From), Until: phase.Until is { } until ? Seconds(until) : -1, phase.Done, phase.Total)).ShouldBe(
            [("Customers", Side.A, 0, 4, 40, 40), ("People", Side.B, 5, 9, 7, null), ("customers", null, 9, -1, 0, null)]);
    }

    [Fact]
    public void Two_sides_of_a_pair_that_are_written_by_turns_are_both_on_until_each_is_done()
    {
        var course = Course(Heard(0, RunStep.Writing, "customers", 0, 2, Side.A), Heard(1, RunStep.Writing, "customers", 0, 2, Side.B), Heard(2, RunStep.Writing, "customers", 1, 2, Side.A), Heard(3, RunStep.Writing, "customers", 2, 2, Side.B));
        (course.Of(RunStep.Writing, "customers", Side.A)!.Until, course.Of(RunStep.Writing, "customers", Side.B)!.Until).ShouldBe((null, Start.AddSeconds(3)));
        var more = course.After(Heard(4, RunStep.Writing, "customers", 2, 3, Side.B)).Of(RunStep.Writing, "customers", Side.B)!;
        (more.From, more.Until, more.Total).ShouldBe((Start.AddSeconds(1), null, 3)); // what waited for another record came on top
        course.After(Heard(9, RunStep.Ended, "", 0, null)).Phases.ShouldAllBe(phase => phase.Until != null);
    }

    private static RunCourse Course(params RunProgress[] heard) => heard.Aggregate(new RunCourse(Guid.Empty, []), (course, one) => course.After(one));

    private static RunProgress Heard(int second, RunStep step, string of, int done, int? total, Side? side = null) => new(Guid.Empty, "shop", step, of, done, total, new RunCounts(), Start.AddSeconds(second), Side: side);

    private static int Seconds(DateTimeOffset at) => (int)(at - Start).TotalSeconds;
}
