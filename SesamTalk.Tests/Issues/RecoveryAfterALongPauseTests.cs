using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A run was paused for long while it looked up a lost write; another run settled the write, and the first one then stopped by a mistake.</summary>
public sealed class RecoveryAfterALongPauseTests
{
    [Fact]
    public async Task A_run_that_pauses_while_it_settles_a_lost_write_leaves_it_to_the_run_that_took_over()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        new Stage(world).Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        world.Systems["b"].Faults.Next(Fault.LostAnswer);
        await world.RunAsync("flow", RunKind.Changes);

        RunNote? other = null;
        world.Between = async moment =>
        {
            if (moment != Moment.BeforeRead || other is not null) return;
            other = world.Runs[^1];
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            other = await world.RunAsync("flow", RunKind.Changes);
        };
        var paused = await world.RunAsync("flow", RunKind.Changes);

        other!.Run!.Outcome.ShouldBe(RunOutcome.NothingToDo);
        paused.Mistake.ShouldBeNull();
        paused.Run!.Outcome.ShouldBe(RunOutcome.Interrupted);
        world.Systems["b"].Memory.Records("People").Count.ShouldBe(1);
    }
}
