using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What each class of a system's refusals comes to: in the journal, for the run, for the record, and when the same is tried again.</summary>
public sealed class ErrorClassTests
{
    /// <summary>One line for each class. "At once" is in the very next run; the others wait longer and longer (<see cref="LinkHistoryTests"/>).</summary>
    public static TheoryData<string, WriteState, RunOutcome, Population, bool> Writes => new()
    {
        { nameof(ConnectorError.Unreachable), WriteState.NotDone, RunOutcome.Interrupted, Population.Waiting, true },
        { nameof(ConnectorError.Throttled), WriteState.NotDone, RunOutcome.Interrupted, Population.Waiting, true },
        { nameof(ConnectorError.NotAllowed), WriteState.NotDone, RunOutcome.Failed, Population.Waiting, true },
        { nameof(ConnectorError.Rejected), WriteState.Rejected, RunOutcome.DoneWithConflicts, Population.Failing, false },
        { nameof(ConnectorError.Stale), WriteState.Stale, RunOutcome.NothingToDo, Population.Waiting, true },
        { nameof(ConnectorError.Unknown), WriteState.Unknown, RunOutcome.NothingToDo, Population.Waiting, true },
        { nameof(ConnectorError.Garbled), WriteState.Unknown, RunOutcome.NothingToDo, Population.Waiting, true },
    };

    [Fact]
    public void Every_class_has_its_line() =>
        Writes.Select(line => line.Data.Item1).ShouldBe(typeof(ConnectorError).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ConnectorError))).Select(type => type.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task An_update_that_is_refused(string kind, WriteState state, RunOutcome outcome, Population population, bool isTriedAtOnce)
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        var customer = world.A.Insert("Customers", V("Name", "One"));
        await world.SettleAsync();
        world.A.Edit("Customers", customer, "Name", "Two");
        var asked = Refuse(world, kind, clock);

        (await world.SyncAsync()).Outcome.ShouldBe(outcome);

        (await JournalAsync(world, WriteAct.Update)).ShouldHaveSingleItem().ShouldBe(state);
        (await world.Memory.LinksAsync("shop", "customers", Side.A, [customer])).Values.Single().State.ShouldBe(population);
        asked().ShouldBe(kind == nameof(ConnectorError.Throttled) ? 11 : 1);
        await TriedAgainAsync(world, clock, isTriedAtOnce, "Two");
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_create_that_is_refused(string kind, WriteState state, RunOutcome outcome, Population population, bool isTriedAtOnce)
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"));
        Refuse(world, kind, clock);

        (await world.SyncAsync()).Outcome.ShouldBe(outcome);

        (await JournalAsync(world, WriteAct.Create)).ShouldHaveSingleItem().ShouldBe(state);
        (await world.Memory.UnlinkedAsync("shop")).ShouldHaveSingleItem().State.ShouldBe(population);
        await TriedAgainAsync(world, clock, isTriedAtOnce, "One");
    }

    [Theory]
    [InlineData(nameof(ConnectorError.Unreachable), RunOutcome.Interrupted)]
    [InlineData(nameof(ConnectorError.Throttled), RunOutcome.Interrupted)]
    [InlineData(nameof(ConnectorError.Unknown), RunOutcome.Interrupted)]
    [InlineData(nameof(ConnectorError.Garbled), RunOutcome.Interrupted)]
    [InlineData(nameof(ConnectorError.NotAllowed), RunOutcome.Failed)]
    public async Task A_list_that_is_refused_ends_the_run_before_anything_is_written(string kind, RunOutcome outcome)
    {
        var clock = new HandClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "One"));
        world.B.Trouble = call => call.Verb == MemoryVerb.ReadChanges ? new MemoryTrouble(Error(kind, clock)) : null;
        var run = await world.SyncAsync();
        (run.Outcome, run.Counts.Writes, run.Reason.IsEmpty).ShouldBe((outcome, 0, false));
        world.B.Trouble = _ => null;
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(1);
    }

    private static Func<int> Refuse(TwoSystems world, string kind, TimeProvider clock)
    {
        var asked = 0;
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && ++asked > 0 ? new MemoryTrouble(Error(kind, clock)) : null;
        return () => asked;
    }

    private static async Task TriedAgainAsync(TwoSystems world, HandClock clock, bool isTriedAtOnce, string name)
    {
        world.B.Trouble = _ => null;
        (await world.SyncAsync()).Counts.Writes.ShouldBe(isTriedAtOnce ? 1 : 0);
        if (!isTriedAtOnce) clock.Advance(TimeSpan.FromMinutes(6));
        await world.SettleAsync();
        world.B.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe(name);
        world.B.Journal.Count.ShouldBe(name == "One" ? 1 : 2);
    }

    private static async Task<List<WriteState>> JournalAsync(TwoSystems world, WriteAct act)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        return await db.Writes.AsNoTracking().Where(write => write.Act == act).Select(write => write.State).ToListAsync();
    }

    // A pause that is over already, so that nobody waits here.
    private static ConnectorError Error(string kind, TimeProvider clock) => kind switch
    {
        nameof(ConnectorError.Unreachable) => new ConnectorError.Unreachable("no"),
        nameof(ConnectorError.Throttled) => new ConnectorError.Throttled(clock.GetUtcNow(), "no"),
        nameof(ConnectorError.NotAllowed) => new ConnectorError.NotAllowed("no"),
        nameof(ConnectorError.Rejected) => new ConnectorError.Rejected([], "no"),
        nameof(ConnectorError.Stale) => new ConnectorError.Stale("no"),
        nameof(ConnectorError.Unknown) => new ConnectorError.Unknown("no"),
        _ => new ConnectorError.Garbled("no"),
    };

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
