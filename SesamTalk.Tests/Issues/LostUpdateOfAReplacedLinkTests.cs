using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>An update without an answer was looked up after its record's id had been given to another record with a link of its own: every run stopped by a mistake from then on.</summary>
public sealed class LostUpdateOfAReplacedLinkTests
{
    [Fact]
    public async Task A_lost_update_whose_link_was_replaced_is_settled_and_the_dataflow_goes_on()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        var (stage, b) = (new Stage(world), world.Systems["b"]);
        b.Memory.ReusesIds = true;
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        await world.RunAsync("flow", RunKind.Changes);
        stage.Add("a", "Customers", ("Name", "two"), ("Email", "two@x.example"));
        stage.Edit("a", "Customers", "Name", "one", "City", "Molde");
        b.Faults.Next(Fault.LostAnswer);
        // The update comes first; before the create in the same batch its record is deleted, and the new one gets its id.
        world.Between = moment =>
        {
            if (moment == Moment.AfterWrite && b.Memory.Records("People").Any(p => Equals(p["Town"], "Molde"))) stage.Delete("b", "People", "Label", "one");
            return Task.CompletedTask;
        };
        await world.RunAsync("flow", RunKind.Changes);
        world.Between = _ => Task.CompletedTask;
        b.Memory.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe("two");

        for (var round = 0; round < 3; round++) await world.RunAsync("flow", RunKind.Everything);

        world.Runs.ShouldAllBe(run => run.Mistake == null);
        world.Runs[^1].Run!.Outcome.ShouldNotBe(RunOutcome.Failed);
    }
}
