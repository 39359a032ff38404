using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>Of several records made in one call, those whose answers were still being gone through when the run was cancelled counted as never sent, and were made again.</summary>
public sealed class CancelledWhileManyWereAnsweredTests
{
    [Fact]
    public async Task What_was_made_before_a_cancel_is_written_down_as_made()
    {
        var seed = Enumerable.Range(1, 99).First(seed => Chance.Of(seed, "many at once b").Next(3) == 0);
        await using var world = await World.StartAsync(Shapes.Two[0], seed, FaultMix.None);
        var stage = new Stage(world);
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        stage.Add("a", "Customers", ("Name", "two"), ("Email", "two@x.example"));
        using var cancel = new CancellationTokenSource();
        var made = 0;
        world.Between = async moment =>
        {
            if (moment == Moment.AfterWrite && ++made == 2) await cancel.CancelAsync();
        };
        (await world.RunAsync("flow", RunKind.Changes, cancellation: cancel.Token)).Run!.Outcome.ShouldBe(RunOutcome.Interrupted);

        await using var db = await world.Databases.CreateDbContextAsync();
        (await db.Writes.AsNoTracking().Select(write => write.State).ToListAsync()).ShouldBe([WriteState.Done, WriteState.Done]);
        (await db.Links.AsNoTracking().CountAsync()).ShouldBe(2);
        world.Systems["b"].Memory.Records("People").Count.ShouldBe(2);
    }
}
