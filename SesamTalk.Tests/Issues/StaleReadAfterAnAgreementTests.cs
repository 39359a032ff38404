using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>Both sides had been given the same value and agreed; a read from a replica that lagged showed the value before, which was then written over the new one.</summary>
public sealed class StaleReadAfterAnAgreementTests
{
    [Fact]
    public async Task What_a_lagging_read_shows_right_after_both_agreed_is_not_taken_for_an_edit()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.Only(double.Epsilon, Fault.EarlyEvent));
        var (stage, b) = (new Stage(world), world.Systems["b"]);
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        await world.RunAsync("flow", RunKind.Changes);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        stage.Edit("a", "Customers", "Name", "one", "Name", "two");
        stage.Edit("b", "People", "Label", "one", "Label", "two");
        var link = (await world.Memory.LinksAsync("flow", "customers", SesamTalk.Engine.Records.Side.B, [b.Memory.Records("People").Single().Id!.Value])).Values.Single().Id;
        await world.RunAsync("flow", RunKind.Changes, only: [link]);

        b.Faults.ShowsOld = true;
        await world.RunAsync("flow", RunKind.Changes, only: [link]);
        b.Faults.ShowsOld = false;

        world.Systems["a"].Effects.ShouldBeEmpty();
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        (await world.RunAsync("flow", RunKind.Changes)).Writes.ShouldBe(0);
    }
}
