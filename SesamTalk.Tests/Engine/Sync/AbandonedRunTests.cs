using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class AbandonedRunTests
{
    [Fact]
    public async Task A_run_whose_process_was_killed_is_closed_by_the_next_one()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var killed = new Run
        {
            Id = Identifiers.Fresh(TimeProvider.System).New(), DataflowId = "shop", DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule,
            StartedAt = TimeProvider.System.GetUtcNow().AddMinutes(-5),
        };
        await world.Journal.BeginAsync(killed);
        await world.SyncAsync();
        await using var db = await world.Databases.CreateDbContextAsync();
        var closed = await db.Runs.SingleAsync(run => run.Id == killed.Id);
        (closed.Outcome, closed.EndedAt is not null).ShouldBe((RunOutcome.Interrupted, true));
        (await db.Runs.CountAsync(run => run.Outcome == RunOutcome.Running)).ShouldBe(0);
    }
}
