using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A first run was stopped after it had agreed on some records and before its cursors moved; what its rows said was remembered
/// with the cursors, so rows that were crossed then went by what the old ones had agreed on, and two that differ counted as in sync.
/// </summary>
public sealed class RowsCrossedAfterAStoppedFirstRunTests
{
    [Fact]
    public async Task Whenever_the_first_run_is_stopped_what_crossed_rows_say_meets_as_for_the_first_time()
    {
        var stopped = 0;
        for (var moment = 1; moment < 40; moment++)
        {
            await using var world = await StartAsync();
            if ((await world.RunAsync("flow", RunKind.Changes, killAt: moment)).Run is not null) break;
            stopped++;
            await CrossAsync(world);
            await HoldsAsync(world, $"stopped at moment {moment}");
            (await world.Memory.OpenConflictsAsync("flow")).Count.ShouldBe(2, $"stopped at moment {moment}");
        }

        stopped.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_value_that_the_old_rows_brought_over_goes_on_by_the_new_ones()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.Only(double.Epsilon, Fault.ConfigChange));
        var b = world.Systems["b"].Memory;
        var id = b.Insert("People", [new("Label", "one"), new("Mail", "one@x.example"), new("Mobile", "90000001")]);
        await new Story(world).RestAsync(RunKind.Changes);
        await CrossAsync(world);
        await HoldsAsync(world, "crossed");
        b.Record("People", id)!["Town"].ShouldBe("90000001", "its place was empty, and A's telephone belongs there now");
    }

    private static async Task<World> StartAsync()
    {
        var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.Only(double.Epsilon, Fault.ConfigChange));
        world.Systems["a"].Memory.Insert("Customers", [new("Name", "one"), new("Email", "one@x.example"), new("City", "Bodø"), new("Phone", "90000001")]);
        world.Systems["b"].Memory.Insert("People", [new("Label", "one"), new("Mail", "one@x.example"), new("Town", "Bodø"), new("Mobile", "90000001")]);
        return world;
    }

    // The last two rows change partners.
    private static async Task CrossAsync(World world)
    {
        var flow = (await world.Dataflows.FindAsync("flow"))!;
        var (pair, one, other) = (flow.Pairs[0], flow.Pairs[0].Properties[^2], flow.Pairs[0].Properties[^1]);
        var crossed = pair with { Properties = [.. pair.Properties[..^2], one with { B = other.B, Id = PropertyRule.IdOf(one.A, other.B) }, other with { B = one.B, Id = PropertyRule.IdOf(other.A, one.B) }] };
        await world.Dataflows.SaveAsync(flow with { Pairs = flow.Pairs.Replace(pair, crossed) }, "test", "");
    }

    private static async Task HoldsAsync(World world, string when)
    {
        var story = new Story(world);
        await story.RestAsync(RunKind.Changes);
        await story.RestAsync(RunKind.Everything);
        var evidence = await Evidence.GatherAsync(world, story.Rounds > 0);
        Invariant.All.Where(invariant => invariant.Check is not null).SelectMany(invariant => invariant.Check!(evidence)).ShouldBeEmpty(when);
    }
}
