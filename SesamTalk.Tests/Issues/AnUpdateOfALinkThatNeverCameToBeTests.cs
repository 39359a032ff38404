using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A create whose process was killed was met by its key while it was too soon to settle it, and the update that followed was
/// killed too. Settling the create linked the two by another link, and the update's baseline then had none: every later run failed.
/// </summary>
public sealed class AnUpdateOfALinkThatNeverCameToBeTests
{
    [Fact]
    public async Task It_is_settled_for_the_link_that_the_two_records_have()
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, WithLag);
        foreach (var name in new[] { "One", "Two" }) world.A.Insert("Customers", V("Name", name), V("Email", $"{name}@x.example"));
        world.B.Rewrites = (_, record) => Values.IsBlank(record["City"]) ? record.With([V("City", "Oslo")]) : record;
        await KilledAtAsync(world, world.B, 2);
        clock.Advance(TimeSpan.FromSeconds(2));
        await KilledAtAsync(world, world.A, 1);
        clock.Advance(TimeSpan.FromMinutes(1));
        var run = await world.SyncAsync();
        run.Outcome.ShouldNotBe(RunOutcome.Failed, run.Reason.ToString());
        await world.SettleAsync();
        // What was just written is read again once it can be trusted.
        clock.Advance(TimeSpan.FromMinutes(1));
        await world.SettleAsync();
        world.B.Records("People").Count.ShouldBe(2);
        (await world.Memory.UnsettledAsync("shop")).ShouldBeEmpty();
        (await world.Memory.LinksNotInSyncAsync("shop")).ShouldBeEmpty();
    }

    private static async Task KilledAtAsync(TwoSystems world, MemorySystem system, int write)
    {
        var writes = 0;
        system.Trouble = call => call.Verb == MemoryVerb.Write && ++writes == write ? throw new InvalidOperationException("the process was killed") : null;
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.Failed);
        writes.ShouldBe(write);
        system.Trouble = _ => null;
    }

    private static MemorySystem WithLag(TimeProvider clock)
    {
        var system = Shop.SystemB(clock);
        var people = system.Description.Entities.Single(entity => entity.Name == "People");
        return system.With(people with { Capabilities = people.Capabilities with { ReadLag = TimeSpan.FromSeconds(10) } });
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
