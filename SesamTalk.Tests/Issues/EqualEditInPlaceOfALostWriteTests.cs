using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A write was intended and never sent, and a person made the same edit in its place: by looking the two cannot be told apart, and nothing is wrong with either telling.</summary>
public sealed class EqualEditInPlaceOfALostWriteTests
{
    [Fact]
    public async Task Whenever_the_run_is_killed_an_equal_edit_by_a_person_settles_what_was_intended()
    {
        var killed = 0;
        for (var moment = 1; moment < 40; moment++)
        {
            await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
            var (stage, story) = (new Stage(world), new Story(world));
            stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
            await story.RestAsync(RunKind.Changes);
            stage.Edit("a", "Customers", "Name", "one", "Name", "two");
            if ((await world.RunAsync("flow", RunKind.Changes, killAt: moment)).Run is not null) break;
            killed++;
            if (world.Systems["b"].Memory.Records("People").Single() is var person && (string?)person["Label"] == "one") stage.Edit("b", "People", "Label", "one", "Label", "two");
            await story.RestAsync(RunKind.Everything);
            var evidence = await Evidence.GatherAsync(world, story.Rounds > 0);
            Invariant.All.Where(invariant => invariant.Check is not null).SelectMany(invariant => invariant.Check!(evidence)).ShouldBeEmpty($"killed at moment {moment}");
            evidence.Entries.ShouldAllBe(entry => entry.State != WriteState.Unknown && entry.State != WriteState.Intended);
        }

        killed.ShouldBeGreaterThan(6);
    }
}
