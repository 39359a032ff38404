using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A create whose outcome nobody can tell counted as failing, and a preview said that it waited: a plan with an item for which there was nothing to do.</summary>
public sealed class PreviewOfAnUntellableCreateTests
{
    [Fact]
    public async Task A_preview_says_of_a_create_that_cannot_be_told_what_the_run_before_said()
    {
        await using var world = await World.StartAsync(Shapes.Two[2], 1, FaultMix.None);
        var stage = new Stage(world);
        stage.Add("a", "Customers", ("Name", "one"), ("City", "Oslo"));
        world.Systems["b"].Faults.Next(Fault.LostAnswer);
        await world.RunAsync("flow", RunKind.Changes);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.RunAsync("flow", RunKind.Everything);
        (await world.Memory.UnlinkedAsync("flow")).ShouldContain(record => record.State == Population.Failing && record.Label == "one");

        var preview = await world.RunAsync("flow", RunKind.DryRun);

        var plan = await world.Process.Plans.OfRunAsync(preview.Id);
        (plan is null ? 0 : plan.Body.Items.Length).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_create_is_not_made_again_where_an_older_link_has_a_record_that_says_all_of_it()
    {
        await using var world = await World.StartAsync(Shapes.Two[2], 1, FaultMix.None);
        var (stage, b) = (new Stage(world), world.Systems["b"]);
        b.Memory.ReusesIds = true;
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        await world.RunAsync("flow", RunKind.Changes);
        stage.Edit("a", "Customers", "Name", "one", "Name", "one, edited");
        stage.Delete("b", "People", "Label", "one");
        stage.Add("a", "Customers", ("Name", "two"), ("Email", "two@x.example"));
        b.Faults.Next(Fault.LateEffect);
        await world.RunAsync("flow", RunKind.Everything);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        b.Memory.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe("two", "it got the id of the deleted one");

        await world.RunAsync("flow", RunKind.Everything);

        b.Memory.Records("People").Count(record => Equals(record["Label"], "two")).ShouldBe(1);
    }
}
