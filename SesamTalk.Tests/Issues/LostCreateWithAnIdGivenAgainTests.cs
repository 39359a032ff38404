using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A lost create was made under the id of a record that had been deleted; the deleted record's link was taken for its own, and the record was made a second time.</summary>
public sealed class LostCreateWithAnIdGivenAgainTests
{
    [Fact]
    public async Task A_lost_create_that_got_the_id_of_a_deleted_record_is_found_and_not_made_again()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        var (stage, a) = (new Stage(world), world.Systems["a"]);
        a.Memory.ReusesIds = true;
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        stage.Add("b", "People", ("Label", "two"), ("Mail", "two@x.example"));
        // Both records are new, so the link of the one is as old as the intent to make the other.
        a.Faults.Next(Fault.LateEffect);
        await world.RunAsync("flow", RunKind.Changes);
        stage.Delete("a", "Customers", "Name", "one");
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        a.Memory.Records("Customers").ShouldHaveSingleItem()["Name"].ShouldBe("two");

        for (var round = 0; round < 3; round++) await world.RunAsync("flow", RunKind.Everything);

        a.Memory.Records("Customers").Count(record => Equals(record["Name"], "two")).ShouldBe(1);
        world.Systems["b"].Memory.Records("People").Count(record => Equals(record["Label"], "two")).ShouldBe(1);
    }
}
