using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A part here is an element of a list there.</summary>
public sealed class PartsTests
{
    [Fact]
    public async Task Lines_go_into_the_list_of_their_own_order_and_create_nothing_else()
    {
        await using var world = await StartAsync();
        var (first, second) = (Order(world, "1"), Order(world, "2"));
        Line(world, first, "apple", 2);
        Line(world, second, "pear", 1.5m);
        Line(world, first, "plum", 3);
        await world.SettleAsync();
        Sales(world).ShouldBe(["1: apple 2 | plum 3", "2: pear 1.5"]);
        var quiet = await world.SyncAsync(RunKind.Everything);
        (quiet.Outcome, quiet.Counts.Writes, quiet.Counts.Linked).ShouldBe((RunOutcome.NothingToDo, 0, 0));
    }

    [Fact]
    public async Task Elements_of_a_list_become_lines_of_the_order_that_its_record_is_linked_to()
    {
        await using var world = await StartAsync();
        world.B.Insert("Sales", V("number", "7"), V("lines", Baskets.Lines(("apple", 2), ("plum", 3))));
        await world.SettleAsync();
        var order = world.A.Records("Orders").Single().Id!.Value.Text;
        world.A.Records("OrderLines").Select(line => $"{line["OrderId"]} {line["Product"]} {line["Quantity"]:0}").ShouldBe([$"{order} apple 2", $"{order} plum 3"], ignoreOrder: true);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task An_edit_of_a_line_travels_both_ways_and_leaves_the_other_lines_and_what_is_not_mapped_alone()
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        var apple = Line(world, order, "apple", 2);
        Line(world, order, "plum", 3);
        await world.SettleAsync();
        var sale = world.B.Records("Sales").Single();
        var remarked = ((ElementList)sale["lines"]!).Elements.Select(line => (string?)line["sku"] == "apple" ? line.With([V("remark", "ripe")]) : line.With([V("amount", 4m)]));
        world.B.Edit("Sales", sale.Id!.Value, "lines", new ElementList([.. remarked]));
        world.A.Edit("OrderLines", apple, "Quantity", 5m);
        await world.SettleAsync();
        Baskets.Said(world.B.Records("Sales").Single(), "lines", "sku", "amount", "remark").ShouldBe("apple 5 ripe | plum 4 -");
        world.A.Records("OrderLines").Select(line => line["Quantity"]).ShouldBe([5m, 4m], ignoreOrder: true);
    }

    [Fact]
    public async Task A_line_that_is_deleted_leaves_the_list_by_the_delete_rule()
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        var apple = Line(world, order, "apple", 2);
        Line(world, order, "plum", 3);
        await world.SettleAsync();
        world.A.Delete("OrderLines", apple);
        (await world.SyncAsync(RunKind.Everything)).Counts.DeletedB.ShouldBe(1);
        Sales(world).ShouldBe(["1: plum 3"]);
    }

    [Fact]
    public async Task An_element_that_is_taken_out_asks_before_its_line_is_deleted()
    {
        await using var world = await StartAsync();
        Line(world, Order(world, "1"), "apple", 2);
        await world.SettleAsync();
        world.B.Edit("Sales", world.B.Records("Sales").Single().Id!.Value, "lines", Baskets.Lines());
        (await world.SyncAsync()).Counts.DeletedA.ShouldBe(0);
        (await world.Memory.LinksNotInSyncAsync("baskets")).Select(link => (link.PairId, link.State, link.AsksPerson)).ShouldBe([("lines", Population.Deleted, true)]);
        world.A.Records("OrderLines").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_answer_to_a_new_element_is_found_again_and_makes_no_second_one()
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        await world.SettleAsync();
        Line(world, order, "apple", 2);
        var isLost = false;
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && !isLost && (isLost = true) ? new MemoryTrouble(new ConnectorError.Unknown("no answer"), TakesEffect: true) : null;
        await world.SettleAsync();
        await world.SettleAsync();
        isLost.ShouldBeTrue();
        Sales(world).ShouldBe(["1: apple 2"]);
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task A_new_order_and_its_new_lines_go_out_in_one_request_as_the_preview_says()
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        Line(world, order, "apple", 2);
        Line(world, order, "apple", 2);
        Line(world, order, "plum", 3);
        var forecast = (await world.Get<SesamTalk.Engine.Storage.PlanStore>().OfRunAsync((await world.SyncAsync(RunKind.DryRun)).Id))!.Body.Forecast;
        (forecast.CreateInB, forecast.Waiting).ShouldBe((4, 0));
        var run = await world.SyncAsync();
        (run.Counts.CreatedB, run.Counts.UpdatedB).ShouldBe((4, 0));
        world.B.Journal.Select(act => act.Kind).ShouldBe([WriteKind.Create]);
        Sales(world).ShouldBe(["1: apple 2 | apple 2 | plum 3"]);
        (await LinesLinkedAsync(world)).ShouldBe(3);
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
        world.A.Edit("OrderLines", world.A.Records("OrderLines")[1].Id!.Value, "Quantity", 9m);
        await world.SettleAsync();
        Sales(world).ShouldBe(["1: apple 2 | apple 9 | plum 3"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_to_an_order_with_lines_makes_neither_a_second_time(bool takesEffect)
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        Line(world, order, "apple", 2);
        Line(world, order, "apple", 2);
        Line(world, order, "plum", 3);
        var isLost = false;
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && !isLost && (isLost = true) ? new MemoryTrouble(new ConnectorError.Unknown("no answer"), takesEffect) : null;
        await world.SyncAsync();
        await world.RestartAsync();
        await world.SettleAsync();
        await world.SettleAsync();
        Sales(world).ShouldBe(["1: apple 2 | apple 2 | plum 3"]);
        (world.A.Records("Orders").Count, world.A.Records("OrderLines").Count, await LinesLinkedAsync(world)).ShouldBe((1, 3, 3));
        world.B.Journal.Count(act => act.Kind == WriteKind.Create).ShouldBe(1);
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task Lines_that_the_system_rewrote_under_a_lost_answer_are_found_again()
    {
        await using var world = await StartAsync();
        var keyed = world.B.Rewrites!;
        world.B.Rewrites = (entity, record) => keyed(entity, record) is var sale && sale["lines"] is ElementList list
            ? sale.With([V("lines", new ElementList([.. list.Elements.Select(line => line.With([V("sku", ((string?)line["sku"])?.Trim())]))]))]) : keyed(entity, record);
        var order = Order(world, "1");
        Line(world, order, " apple ", 2);
        Line(world, order, "plum ", 3);
        var isLost = false;
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && !isLost && (isLost = true) ? new MemoryTrouble(new ConnectorError.Unknown("no answer"), true) : null;
        await world.SyncAsync();
        await world.SettleAsync();
        Sales(world).ShouldBe(["1: apple 2 | plum 3"]);
        (world.A.Records("OrderLines").Count, await LinesLinkedAsync(world)).ShouldBe((2, 2));
    }

    [Fact]
    public async Task One_line_that_is_refused_does_not_hold_its_order_nor_the_other_lines()
    {
        await using var world = await StartAsync();
        var order = Order(world, "1");
        Line(world, order, "apple", 2);
        var bad = Line(world, order, "poison", 1);
        world.B.Trouble = call => call is { Verb: MemoryVerb.Write, Write: { } write } && write.Values["lines"] is ElementList && Baskets.Said(write.Values, "lines", "sku").Contains("poison", StringComparison.Ordinal)
            ? new MemoryTrouble(new ConnectorError.Rejected([new RejectedProperty("lines", "no poison")], "no poison")) : null;
        await world.SyncAsync();
        Sales(world).ShouldBe(["1: apple 2"]);
        (await world.Memory.UnlinkedAsync("baskets")).Select(entry => (entry.Id, entry.State)).ShouldBe([(bad, Population.Failing)]);
        world.A.Edit("OrderLines", bad, "Product", "pear");
        await world.SettleAsync();
        Sales(world).ShouldBe(["1: apple 2 | pear 1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_system_that_keeps_lines_apart_and_takes_them_only_with_a_new_order_gets_one_request(bool isLost)
    {
        await using var world = await TwoSystems.StartAsync(Baskets.Parts, Baskets.SystemWithLinesAlong, Baskets.SystemB);
        world.B.Insert("Sales", V("number", "7"), V("lines", Baskets.Lines(("apple", 2), ("plum", 3))));
        var written = new List<WriteKind>();
        world.A.Trouble = call =>
        {
            if (call is not { Verb: MemoryVerb.Write, Write: { } write }) return null;
            written.Add(write.Kind);
            return isLost && written.Count == 1 ? new MemoryTrouble(new ConnectorError.Unknown("no answer"), TakesEffect: true) : null;
        };
        await world.SyncAsync();
        await world.SettleAsync();
        written.ShouldBe([WriteKind.Create]);
        world.A.Records("OrderLines").Select(line => $"{line["Product"]} {line["Quantity"]:0}").ShouldBe(["apple 2", "plum 3"]);
        (await LinesLinkedAsync(world)).ShouldBe(2);
        Sales(world).ShouldBe(["7: apple 2 | plum 3"]);
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    private static async Task<int> LinesLinkedAsync(TwoSystems world)
    {
        var count = 0;
        await foreach (var _ in world.Memory.AllLinksAsync("baskets", "lines")) count++;
        return count;
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Baskets.Parts, Baskets.SystemA, Baskets.SystemB);

    private static RecordId Order(TwoSystems world, string number) => world.A.Insert("Orders", V("No", number));

    private static RecordId Line(TwoSystems world, RecordId order, string product, decimal quantity) => world.A.Insert("OrderLines",
        V("OrderId", long.Parse(order.Text, System.Globalization.CultureInfo.InvariantCulture)), V("Product", product), V("Quantity", quantity));

    private static IEnumerable<string> Sales(TwoSystems world) =>
        world.B.Records("Sales").Select(sale => $"{sale["number"]}: {Baskets.Said(sale, "lines", "sku", "amount")}").Order();
}
