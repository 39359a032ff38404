using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A record got the id of a deleted one that another pair had linked; the dead link kept it out of its own pair for good.</summary>
public sealed class SiblingWithAnIdGivenAgainTests
{
    [Fact]
    public async Task A_contact_that_got_the_id_of_a_deleted_customer_is_brought_over_as_a_contact()
    {
        await using var world = await World.StartAsync(Shapes.Two[5], 1, FaultMix.None);
        var stage = new Stage(world);
        world.Systems["b"].Memory.ReusesIds = true;
        stage.Add("b", "People", ("Label", "one"), ("Mail", "one@x.example"), ("Kind", "customer"));
        await world.RunAsync("flow", RunKind.Changes);
        stage.Delete("b", "People", "Label", "one");
        await world.RunAsync("flow", RunKind.Everything);
        stage.Add("b", "People", ("Label", "two"), ("Mail", "two@x.example"), ("Kind", "contact"));

        for (var round = 0; round < 3; round++) await world.RunAsync("flow", RunKind.Everything);

        world.Systems["a"].Memory.Records("Contacts").ShouldHaveSingleItem()["Name"].ShouldBe("two");
    }

    [Fact]
    public async Task A_contact_that_is_made_under_the_id_of_a_deleted_customer_is_not_taken_for_that_customer()
    {
        await using var world = await World.StartAsync(Shapes.Two[5], 1, FaultMix.None);
        var stage = new Stage(world);
        world.Systems["b"].Memory.ReusesIds = true;
        stage.Add("b", "People", ("Label", "one"), ("Mail", "one@x.example"), ("Kind", "customer"));
        await world.RunAsync("flow", RunKind.Changes);
        stage.Delete("a", "Customers", "Name", "one");
        stage.Delete("b", "People", "Label", "one");
        stage.Add("a", "Contacts", ("Name", "two"), ("Email", "two@x.example"));
        // Lists of changes tell of no deletion: the id is given again before anybody knows that the customer is gone.
        await world.RunAsync("flow", RunKind.Changes);

        for (var round = 0; round < 2; round++) await world.RunAsync("flow", RunKind.Everything);

        (await world.Memory.OpenConflictsAsync("flow")).ShouldBeEmpty();
        var contact = world.Systems["b"].Memory.Records("People").ShouldHaveSingleItem();
        contact["Label"].ShouldBe("two");
        (await world.Memory.LinksAsync("flow", "customers", SesamTalk.Engine.Records.Side.B, [contact.Id!.Value])).ShouldBeEmpty();
    }
}
