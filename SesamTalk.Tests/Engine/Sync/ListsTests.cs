using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Two lists are kept equal element by element, and decided as one.</summary>
public sealed class ListsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_is_created_with_its_record_and_then_all_is_silent(bool withKey)
    {
        await using var world = await StartAsync(withKey);
        world.A.Insert("Baskets", V("Name", "picnic"), V("Goods", Baskets.Pieces(("bread", 2), ("jam", 1))));
        world.B.Insert("Carts", V("title", "party"), V("items", Baskets.Items(("cake", "3", "top"))));
        await world.SettleAsync();
        Carts(world).ShouldBe(["party: cake 3 top", "picnic: bread 2 - | jam 1 -"]);
        Baskets.Said(world.A.Records("Baskets").Single(b => (string?)b["Name"] == "party"), "Goods", "Sku", "Pieces").ShouldBe("cake 3");
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task With_a_key_an_element_keeps_what_is_not_mapped_and_the_order_says_nothing()
    {
        await using var world = await StartAsync(withKey: true);
        var (basket, cart) = await MeetAsync(world);
        world.B.Edit("Carts", cart, "items", Baskets.Items(("jam", "1", "low"), ("bread", "2", "top")));
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("salt", 9), ("bread", 5), ("jam", 1)));
        (await world.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
        Carts(world).ShouldBe(["picnic: jam 1 low | bread 5 top | salt 9 -"]);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("salt", 9), ("bread", 5)));
        await world.SettleAsync();
        Carts(world).ShouldBe(["picnic: bread 5 top | salt 9 -"]);
    }

    [Fact]
    public async Task Without_a_key_the_list_is_compared_as_it_stands()
    {
        await using var world = await StartAsync(withKey: false);
        var (basket, cart) = await MeetAsync(world);
        world.B.Edit("Carts", cart, "items", Baskets.Items(("jam", "1", null), ("bread", "2", null)));
        (await world.SyncAsync()).Counts.UpdatedA.ShouldBe(1);
        Baskets.Said(world.A.Record("Baskets", basket)!, "Goods", "Sku", "Pieces").ShouldBe("jam 1 | bread 2");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Elements_that_say_the_same_stay_as_many_as_they_are(bool withKey)
    {
        await using var world = await StartAsync(withKey);
        var basket = world.A.Insert("Baskets", V("Name", "picnic"), V("Goods", Baskets.Pieces(("bread", 2), ("bread", 2), ("jam", 1))));
        await world.SettleAsync();
        Carts(world).ShouldBe(["picnic: bread 2 - | bread 2 - | jam 1 -"]);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 2), ("bread", 7), ("jam", 1)));
        await world.SettleAsync();
        Carts(world).ShouldBe(["picnic: bread 2 - | bread 7 - | jam 1 -"]);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 7), ("jam", 1)));
        await world.SettleAsync();
        Carts(world).ShouldBe(["picnic: bread 7 - | jam 1 -"]);
        (await world.SyncAsync(RunKind.Everything)).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task An_edit_of_what_no_row_speaks_of_is_no_change()
    {
        await using var world = await StartAsync(withKey: false);
        var (_, cart) = await MeetAsync(world);
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "2", "attic"), ("jam", "1", "attic")));
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task Two_edits_of_one_list_are_one_conflict_and_the_other_properties_flow()
    {
        await using var world = await StartAsync(withKey: true);
        var (basket, cart) = await MeetAsync(world);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 3), ("jam", 1)));
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "4", null), ("jam", "1", null)));
        world.B.Edit("Carts", cart, "title", "lunch");
        await world.SyncAsync();
        (await world.Memory.OpenConflictsAsync("baskets")).ShouldHaveSingleItem().Sentence.ToString().ShouldContain("Goods");
        world.A.Record("Baskets", basket)!["Name"].ShouldBe("lunch");
        Baskets.Said(world.A.Record("Baskets", basket)!, "Goods", "Sku", "Pieces").ShouldBe("bread 3 | jam 1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_picks_single_elements_of_both_lists_and_exactly_these_are_in_both(bool withKey)
    {
        await using var world = await StartAsync(withKey);
        var (basket, cart) = await MeetAsync(world);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 3), ("jam", 1), ("oil", 4)));
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "2", "top"), ("jam", "1", null), ("salt", "9", null)));
        await world.SyncAsync();
        var conflict = (await world.Memory.OpenConflictsAsync("baskets")).ShouldHaveSingleItem();
        (conflict.A, conflict.B).ShouldBe(("bread, 3 | jam, 1 | oil, 4", "bread, 2 | jam, 1 | salt, 9"));
        var list = (await world.Get<LinkLooks>().OfAsync(conflict.LinkId!.Value)).Link!.Properties.Single(property => property.Key == conflict.Subject).List!;
        list.Items.Select(item => (item.Text, item.IsInA, item.IsInB)).ShouldBe([("bread, 3", true, false), ("jam, 1", true, true), ("oil, 4", true, false), ("bread, 2", false, true), ("salt, 9", false, true)]);
        (await world.Get<DecisionVerbs>().SettleAsync(conflict, SesamTalk.Engine.Conflicts.DecisionChoice.OwnValues, "Kari", list.Picked([4, 1, 0]))).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SettleAsync();
        Baskets.Said(world.A.Record("Baskets", basket)!, "Goods", "Sku", "Pieces").ShouldBe("bread 3 | jam 1 | salt 9");
        Carts(world).ShouldBe(["picnic: bread 3 top | jam 1 - | salt 9 -"]);
        (await world.Memory.OpenConflictsAsync("baskets")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decision_about_a_list_is_not_carried_out_when_an_element_has_moved_and_their_number_has_not()
    {
        await using var world = await StartAsync(withKey: true);
        var (basket, cart) = await MeetAsync(world);
        world.A.Edit("Baskets", basket, "Goods", Baskets.Pieces(("bread", 3), ("jam", 1)));
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "4", null), ("jam", "1", null)));
        await world.SyncAsync();
        await world.Get<DecisionVerbs>().SettleAsync((await world.Memory.OpenConflictsAsync("baskets")).Single(), SesamTalk.Engine.Conflicts.DecisionChoice.TakeA, "Kari");
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "4", null), ("jam", "7", null)));
        await world.SyncAsync();
        Carts(world).ShouldBe(["picnic: bread 4 - | jam 7 -"]);
        (await world.Memory.OpenConflictsAsync("baskets")).ShouldHaveSingleItem().B.ShouldBe("bread, 4 | jam, 7");
    }

    [Fact]
    public async Task An_element_that_cannot_be_told_in_the_other_system_makes_a_conflict_of_the_list()
    {
        await using var world = await StartAsync(withKey: true);
        var (_, cart) = await MeetAsync(world);
        world.B.Edit("Carts", cart, "items", Baskets.Items(("bread", "some", null)));
        await world.SyncAsync();
        (await world.Memory.OpenConflictsAsync("baskets")).ShouldHaveSingleItem().Kind.ShouldBe(SesamTalk.Engine.Conflicts.ConflictKind.CannotBeExpressed);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync(bool withKey) => TwoSystems.StartAsync(Baskets.Lists(withKey), Baskets.SystemA, Baskets.SystemB);

    private static async Task<(RecordId Basket, RecordId Cart)> MeetAsync(TwoSystems world)
    {
        var basket = world.A.Insert("Baskets", V("Name", "picnic"), V("Goods", Baskets.Pieces(("bread", 2), ("jam", 1))));
        await world.SettleAsync();
        return (basket, world.B.Records("Carts").Single().Id!.Value);
    }

    private static IEnumerable<string> Carts(TwoSystems world) =>
        world.B.Records("Carts").Select(cart => $"{cart["title"]}: {Baskets.Said(cart, "items", "code", "count", "shelf")}").Order();
}
