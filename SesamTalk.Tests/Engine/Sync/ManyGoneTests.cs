using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

public sealed class ManyGoneTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(2, 2)]
    [InlineData(9, 3)]
    public async Task A_small_system_that_says_its_records_are_gone_deletes_nothing_by_itself(int records, int gone)
    {
        var (world, ids) = await LinkedAsync(records, flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        await using var _ = world;
        var kept = ids.Take(gone).Select(id => (Id: id, Record: world.A.Record("Customers", id)!)).ToList();
        foreach (var (id, _) in kept) world.A.Delete("Customers", id);
        world.B.Insert("People", V("Label", "New"), V("Kind", "customer"));
        var run = await world.SyncAsync(RunKind.Everything);
        (run.Counts.DeletedB, run.Counts.CreatedA).ShouldBe((0, 1), "everything else goes on");
        world.B.Records("People").Count.ShouldBe(records + 1);
        var asked = await AskedAsync(world);
        asked.Count.ShouldBe(gone);
        asked.ShouldAllBe(link => link.Reason.Code == ReasonCodes.ManyGone);
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldNotBe(RunOutcome.HeldBack);
        (await AskedAsync(world)).Select(link => link.ChangedAt).ShouldBe(asked.Select(link => link.ChangedAt), "it is asked once");
        // The system has its records again: nothing waits any more.
        foreach (var (_, record) in kept) world.A.Create("Customers", record, MemoryActor.User);
        (await world.SyncAsync(RunKind.Everything)).Counts.DeletedB.ShouldBe(0);
        (await AskedAsync(world)).ShouldBeEmpty();
        (await world.Memory.LinksAsync("shop", "customers", Side.A, ids)).Values.ShouldAllBe(link => link.State == Population.InSync);
    }

    [Fact]
    public async Task What_a_person_approves_of_many_is_deleted_and_the_others_go_on_waiting()
    {
        var (world, ids) = await LinkedAsync(4, flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        await using var _ = world;
        foreach (var id in ids.Take(3)) world.A.Delete("Customers", id);
        await world.SyncAsync(RunKind.Everything);
        var asked = await AskedAsync(world);
        (await world.Get<DecisionVerbs>().ApproveDeleteAsync(asked[0].Id, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        (await world.SyncAsync(RunKind.Everything)).Counts.DeletedB.ShouldBe(1);
        (await world.SyncAsync(RunKind.Everything)).Counts.DeletedB.ShouldBe(0, "two are few, but they were asked about");
        (await AskedAsync(world)).Select(link => link.Id).ShouldBe([asked[1].Id, asked[2].Id], ignoreOrder: true);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 2)]
    public async Task A_few_deletes_are_carried_out_where_the_direction_says_so(int records, int gone)
    {
        var (world, ids) = await LinkedAsync(records, flow => ConflictStory.WithDeletes(flow, DeleteRule.CarryOut));
        await using var _ = world;
        foreach (var id in ids.Take(gone)) world.A.Delete("Customers", id);
        (await world.SyncAsync(RunKind.Everything)).Counts.DeletedB.ShouldBe(gone);
        (await AskedAsync(world)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 49, true)]
    [InlineData(2, 49, false)]
    [InlineData(3, 50, false)]
    public void From_the_number_where_shares_count_on_the_brake_holds_the_whole_run_instead(int removals, int links, bool asks) =>
        ManyGone.IsTooMany(removals, links, new SafetyLimits()).ShouldBe(asks);

    private static async Task<(TwoSystems World, List<RecordId> Ids)> LinkedAsync(int records, Func<Dataflow, Dataflow> change)
    {
        var world = await TwoSystems.StartAsync(change(Shop.Dataflow), Shop.SystemA, Shop.SystemB);
        var ids = Enumerable.Range(1, records).Select(number => world.A.Insert("Customers", V("Name", $"Customer {number}"), V("Email", $"{number}@x.example"))).ToList();
        await world.SettleAsync();
        world.B.Records("People").Count.ShouldBe(records);
        return (world, ids);
    }

    private static async Task<List<Link>> AskedAsync(TwoSystems world) => [.. (await world.Memory.LinksNotInSyncAsync("shop")).Where(link => link is { State: Population.Deleted, AsksPerson: true }).OrderBy(link => link.Id)];

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
