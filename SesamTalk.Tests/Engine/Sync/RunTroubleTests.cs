using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What runs meet on their way: a stop, another runner, a system that asks to wait, one record that fails.</summary>
public sealed class RunTroubleTests
{
    private const int Customers = 3;

    [Fact]
    public async Task A_run_that_is_cancelled_at_any_call_leaves_nothing_doubled_and_nothing_lost()
    {
        for (var at = 1; ; at++)
        {
            await using var world = await SomeAsync();
            using var stop = new CancellationTokenSource();
            var calls = 0;
            Func<MemoryCall, MemoryTrouble?> count = _ =>
            {
                if (++calls == at) stop.Cancel();
                return null;
            };
            (world.A.Trouble, world.B.Trouble) = (count, count);
            var run = await world.RunAsync(new SyncRequest("shop", RunKind.Changes, RunTrigger.Person), stop.Token);
            (world.A.Trouble, world.B.Trouble) = (_ => null, _ => null);
            if (calls < at)
            {
                run.Outcome.ShouldBe(RunOutcome.Done);
                at.ShouldBeGreaterThan(Customers);
                return;
            }

            run.Outcome.ShouldBe(RunOutcome.Interrupted, $"stopped at call {at}");
            run.Reason.Code.ShouldBe(ReasonCodes.Cancelled);
            await world.SettleAsync();
            Labels(world).ShouldBe(Enumerable.Range(0, Customers).Select(number => $"Customer {number}"), ignoreOrder: true, $"stopped at call {at}");
            (await world.Memory.UnsettledAsync("shop")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_second_runner_finds_the_dataflow_taken_and_does_nothing()
    {
        await using var world = await SomeAsync();
        Run? second = null;
        world.B.Trouble = call =>
        {
            if (call.Verb == MemoryVerb.Write) second ??= Wait(() => world.SyncAsync());
            return null;
        };
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(Customers);
        (second!.Outcome, second.Reason.Code, second.Counts.Writes).ShouldBe((RunOutcome.Interrupted, ReasonCodes.AnotherRun, 0));
        Labels(world).Count.ShouldBe(Customers);
    }

    [Fact]
    public async Task A_runner_that_gave_no_sign_of_life_is_taken_over_and_stops_when_it_wakes()
    {
        var clock = new HandClock();
        await using var world = await SomeAsync(clock);
        await world.SettleAsync();
        foreach (var customer in world.A.Records("Customers")) world.A.Edit("Customers", customer.Id!.Value, "Name", "Edited");
        var writes = world.B.Journal.Count;
        Run? second = null;
        world.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Read || second is not null) return null;
            clock.Advance(TimeSpan.FromMinutes(3));
            second = new Run { Id = default, DataflowId = "", DefinitionVersion = 0, Kind = default, Trigger = default, StartedAt = default };
            second = Wait(() => world.SyncAsync());
            return null;
        };
        var first = await world.SyncAsync();
        (first.Outcome, first.Reason.Code).ShouldBe((RunOutcome.Interrupted, ReasonCodes.TakenOver));
        second!.Counts.Writes.ShouldBeGreaterThan(0);
        world.B.Trouble = _ => null;
        await world.SettleAsync();
        Labels(world).ShouldBe(Enumerable.Repeat("Edited", Customers));
        (world.B.Journal.Count - writes).ShouldBe(Customers);
    }

    [Fact]
    public async Task A_write_that_takes_longer_than_the_lease_is_not_overtaken_and_nothing_is_made_twice()
    {
        var clock = new HandClock();
        await using var world = await SomeAsync(clock);
        Run? second = null;
        world.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Write || second is not null) return null;
            clock.Advance(TimeSpan.FromMinutes(10));
            second = Wait(() => world.SyncAsync());
            return null;
        };
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(Customers);
        second!.Reason.Code.ShouldBe(ReasonCodes.AnotherRun);
        Labels(world).Count.ShouldBe(Customers);
    }

    [Fact]
    public async Task A_system_that_asks_to_wait_is_left_alone_until_then_and_the_write_is_made_once()
    {
        var clock = new HandClock();
        await using var world = await SomeAsync(clock);
        var (until, asked) = (clock.GetUtcNow().AddSeconds(30), 0);
        world.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Write) return null;
            if (++asked > 1) clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(until);
            return clock.GetUtcNow() < until ? new MemoryTrouble(new ConnectorError.Throttled(until, "Slow down.")) : null;
        };
        var run = world.SyncAsync();
        while (!run.IsCompleted)
        {
            if (asked > 0) clock.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        (await run).Counts.CreatedB.ShouldBe(Customers);
        asked.ShouldBe(Customers + 1);
    }

    [Fact]
    public async Task One_record_that_fails_holds_up_what_refers_to_it_and_nothing_else()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var (bad, good) = (world.A.Insert("Customers", V("Name", "Bad")), world.A.Insert("Customers", V("Name", "Good")));
        foreach (var (customer, number) in new[] { (bad, "1"), (bad, "2"), (good, "3") }) world.A.Insert("Orders", V("No", number), V("CustomerId", long.Parse(customer.Text, System.Globalization.CultureInfo.InvariantCulture)));
        world.B.Trouble = call => call is { Verb: MemoryVerb.Write } && call.Write!.Values["Label"] is "Bad" ? new MemoryTrouble(new ConnectorError.Rejected([], "Bad is not allowed.")) : null;
        await world.SyncAsync();
        world.B.Records("Bills").ShouldHaveSingleItem()["Number"].ShouldBe("3");
        var left = (await world.Memory.UnlinkedAsync("shop")).ToLookup(record => record.State);
        left[Population.Failing].ShouldHaveSingleItem().Reason.ToString().ShouldContain("Bad is not allowed.");
        left[Population.Waiting].Count().ShouldBe(2);
        left[Population.Waiting].ShouldAllBe(record => record.Reason.Code == ReasonCodes.WaitsFor);
        world.B.Trouble = _ => null;
        world.A.Edit("Customers", bad, "Name", "Mended");
        await world.SettleAsync();
        world.B.Records("Bills").Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_write_is_tried_at_once_where_a_person_asks_for_it()
    {
        await using var story = await ConflictStory.StartAsync();
        var writes = 0;
        story.World.B.Trouble = call => call.Verb == MemoryVerb.Write && ++writes < 3 ? new MemoryTrouble(new ConnectorError.Rejected([], "Not now.")) : null;
        story.EditA("Bergen");
        await story.World.SyncAsync();
        await story.World.SyncAsync();
        writes.ShouldBe(1);
        (await story.World.Get<RecordVerbs>().TryAgainAsync(story.LinkId, "Kari")).ShouldBeTrue();
        (await story.LinkAsync()).Reason.In("nb").ShouldBe("Kari har bedt om et nytt forsøk; neste kjøring gjør det");
        await story.World.SyncAsync();
        (writes, (await story.LinkAsync()).Tries).ShouldBe((2, 2));
        (await story.World.Get<RecordVerbs>().TryAgainAsync(story.LinkId, "Kari")).ShouldBeTrue();
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        (await story.World.Get<RecordVerbs>().TryAgainAsync(story.LinkId, "Kari")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_creation_is_tried_at_once_too()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.B.Trouble = call => call.Verb == MemoryVerb.Write ? new MemoryTrouble(new ConnectorError.Rejected([], "Not now.")) : null;
        world.A.Insert("Customers", V("Name", "One"));
        await world.SyncAsync();
        world.B.Trouble = _ => null;
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await world.Get<RecordVerbs>().TryAgainAsync((await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem(), "Kari")).ShouldBeTrue();
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
    }

    [Fact]
    public async Task A_paused_link_is_left_alone_until_it_is_resumed()
    {
        await using var story = await ConflictStory.StartAsync();
        (await story.World.Get<RecordVerbs>().PauseAsync(story.LinkId, "year end", "Kari")).ShouldBeTrue();
        story.EditA("Bergen");
        (await story.World.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        (await story.LinkAsync()).Reason.ToString().ShouldBe("Kari paused it: year end");
        (await story.World.Get<RecordVerbs>().ResumeAsync(story.LinkId, "Ola")).ShouldBeTrue();
        (await story.World.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        (await story.World.Get<RecordVerbs>().ResumeAsync(story.LinkId, "Ola")).ShouldBeFalse();
    }

    private static async Task<TwoSystems> SomeAsync(TimeProvider? clock = null)
    {
        var world = await TwoSystems.StartAsync(clock ?? TimeProvider.System, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        for (var number = 0; number < Customers; number++) world.A.Insert("Customers", V("Name", $"Customer {number}"), V("Email", $"{number}@x.example"));
        return world;
    }

    private static List<string> Labels(TwoSystems world) => [.. world.B.Records("People").Select(person => (string)person["Label"]!)];

    // Another runner, in the middle of a call of this one.
    private static T Wait<T>(Func<Task<T>> run) => Task.Run(run).GetAwaiter().GetResult();

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
