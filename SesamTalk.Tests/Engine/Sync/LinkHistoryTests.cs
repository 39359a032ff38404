using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class LinkHistoryTests
{
    [Fact]
    public async Task Every_value_seen_and_written_is_known_with_its_run_and_both_records_as_they_were()
    {
        await using var story = await ConflictStory.StartAsync();
        var history = story.World.Get<LinkHistory>();
        story.EditA("Bergen");
        var run = await story.World.SyncAsync();
        var then = DateTimeOffset.UtcNow;
        story.EditB("Tromsø");
        await story.World.SyncAsync();
        var entries = await history.OfAsync(story.LinkId);
        entries.Count.ShouldBe(3);
        (entries[1].RunId, entries[1].DefinitionVersion).ShouldBe((run.Id, 1));
        (At(entries[1].SeenA, "Address.City"), At(entries[1].WrittenB, "City")).ShouldBe(("Bergen", "Bergen"));
        entries[1].Because.ToString().ShouldContain("changed in the other system");
        var (a, b) = await history.AsOfAsync(story.LinkId, then);
        (At(a, "Address.City"), At(b, "City"), At(b, "Label")).ShouldBe(("Bergen", "Bergen", "Fjord Kafé"));
        (a, b) = await history.AsOfAsync(story.LinkId, DateTimeOffset.UtcNow);
        (At(a, "Address.City"), At(b, "City")).ShouldBe(("Tromsø", "Tromsø"));
    }

    [Fact]
    public async Task Quiet_runs_leave_nothing_and_a_decision_leaves_its_name()
    {
        await using var story = await ConflictStory.StartAsync();
        var history = story.World.Get<LinkHistory>();
        await story.World.SyncAsync(RunKind.Everything);
        await story.World.SyncAsync(RunKind.Everything);
        (await history.OfAsync(story.LinkId)).Count.ShouldBe(1);
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        await story.World.SyncAsync();
        (await history.OfAsync(story.LinkId))[^1].Because.ToString().ShouldContain("Kari decided");
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_in_the_history_once()
    {
        await using var story = await ConflictStory.StartAsync();
        story.EditA("Bergen");
        story.World.B.Trouble = call => call.Verb == MemoryVerb.Write ? new MemoryTrouble(new ConnectorError.Unknown("no answer"), TakesEffect: true) : null;
        await story.World.SyncAsync();
        story.World.B.Trouble = _ => null;
        await story.World.SyncAsync();
        await story.World.SyncAsync(RunKind.Everything);
        (await story.World.Get<LinkHistory>().OfAsync(story.LinkId)).Count(entry => At(entry.WrittenB, "City") is "Bergen").ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_write_is_tried_later_and_later_other_values_at_once_and_the_others_go_on()
    {
        await using var story = await ConflictStory.StartAsync();
        var writes = 0;
        story.World.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Write || call.Id != story.IdB) return null;
            writes++;
            return call.Write!.Values["City"] is "Bergen" ? new MemoryTrouble(new ConnectorError.Rejected([], "Bergen is not allowed")) : null;
        };
        story.EditA("Bergen");
        story.World.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"Another"));
        (await story.World.SyncAsync()).Counts.CreatedB.ShouldBe(1);
        var failing = await story.LinkAsync();
        (failing.State, failing.Tries, failing.NextTryAt > DateTimeOffset.UtcNow).ShouldBe((Population.Failing, 1, true));
        await story.World.SyncAsync();
        await story.World.SyncAsync(RunKind.Everything);
        (writes, (await story.LinkAsync()).State).ShouldBe((1, Population.Failing));
        story.EditA("Oslo");
        await story.World.SyncAsync();
        (writes, story.Cities.B).ShouldBe((2, "Oslo"));
        var mended = await story.LinkAsync();
        (mended.State, mended.Tries, mended.NextTryAt, mended.Tried).ShouldBe((Population.InSync, 0, null, null));
    }

    [Fact]
    public async Task A_refused_creation_waits_its_turn_too()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var writes = 0;
        world.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Write) return null;
            writes++;
            return new MemoryTrouble(new ConnectorError.Rejected([], "no"));
        };
        world.A.Insert("Customers", KeyValuePair.Create("Name", (object?)"One"));
        for (var run = 0; run < 3; run++) await world.SyncAsync(RunKind.Everything);
        writes.ShouldBe(1);
        (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem().Tries.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 15)]
    [InlineData(2, 60)]
    [InlineData(50, 1440)]
    public void The_same_refusal_waits_longer_each_time_up_to_a_day(int before, int minutes)
    {
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var mark = BackOff.MarkOf([]);
        BackOff.After(new WriteResult(WriteState.Rejected), [], (before, mark), now).ShouldBe((before + 1, now.AddMinutes(minutes), mark));
        BackOff.After(new WriteResult(WriteState.Stale), [], (before, mark), now).ShouldBe((0, null, null));
    }

    private static object? At(ValueMap map, string path) => map.Pairs.FirstOrDefault(pair => pair.Key == path).Value;
}
