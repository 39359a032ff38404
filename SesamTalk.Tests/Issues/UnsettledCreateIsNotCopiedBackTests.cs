using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A create lost its answer, and the next run came before it could be told whether it had taken effect. What it had made was
/// read as somebody's new record and copied back, and its source was made once more.
/// </summary>
public sealed class UnsettledCreateIsNotCopiedBackTests
{
    [Fact]
    public async Task What_a_lost_create_made_is_not_copied_back_before_the_create_is_settled()
    {
        // Late effects make the system declare that its reads lag, so the create cannot be told yet.
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.Only(1, Fault.LateEffect));
        foreach (var system in world.Systems.Values) system.Faults.IsOn = false;
        new Stage(world).Add("b", "People", ("Label", "one"));
        world.Systems["a"].Faults.Next(Fault.LostAnswer);

        await world.RunAsync("flow", RunKind.Changes);
        await world.RunAsync("flow", RunKind.Changes);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.RunAsync("flow", RunKind.Changes);

        world.Systems["a"].Memory.Records("Customers").Count.ShouldBe(1);
        world.Systems["b"].Memory.Records("People").Count.ShouldBe(1);
        (await Evidence.GatherAsync(world, true)).Links.ShouldHaveSingleItem();
    }
}
