using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A linked record that refers to one which the run makes was written to without a word of it in the plan.</summary>
public sealed class PlanLeavesOutAReferenceToANewRecordTests
{
    [Fact]
    public async Task A_plan_says_that_a_linked_record_will_refer_to_what_it_makes_and_does_no_more_than_it_says()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var order = world.A.Insert("Orders", V("No", "1"), V("Currency", "NOK"));
        await world.SettleAsync();
        var bill = world.B.Records("Bills").ShouldHaveSingleItem().Id!.Value;
        var person = world.B.Insert("People", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "customer"));
        world.B.Edit("Bills", bill, "Customer", person.Text);

        var plan = (await world.Get<PlanStore>().OfRunAsync((await world.SyncAsync(RunKind.DryRun)).Id))!;

        var told = plan.Body.Items.Single(item => item.PairId == "orders");
        told.Writes.ShouldHaveSingleItem().Because.ToString().ShouldBe($"Customer refers to People {person}, which this run makes");
        told.Says.ShouldBeEmpty();
        (plan.Body.Forecast.CreateInA, plan.Body.Forecast.Update, plan.Body.Forecast.Waiting).ShouldBe((1, 1, 0));
        var before = world.A.Journal.Count;
        await world.RunAsync(new("shop", RunKind.Changes, RunTrigger.Person, "Kari") { PlanId = plan.Id });
        world.A.Journal.Skip(before).Select(act => (act.Entity, act.Kind)).ShouldBe([("Customers", WriteKind.Create), ("Orders", WriteKind.Update)]);
        world.A.Record("Orders", order)!["CustomerId"].ShouldBe(long.Parse(world.A.Records("Customers").Single().Id!.Value.Text, System.Globalization.CultureInfo.InvariantCulture));
        (await world.Get<PlanStore>().FindAsync(plan.Id))!.Body.Items.ShouldAllBe(item => item.Skipped == null);
    }

    [Fact]
    public async Task Where_it_cannot_be_made_the_plan_says_afterwards_why_nothing_refers_to_it()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Orders", V("No", "1"), V("Currency", "NOK"));
        await world.SettleAsync();
        var person = world.B.Insert("People", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "customer"));
        world.B.Edit("Bills", world.B.Records("Bills").Single().Id!.Value, "Customer", person.Text);
        var plan = (await world.Get<PlanStore>().OfRunAsync((await world.SyncAsync(RunKind.DryRun)).Id))!;
        world.A.Trouble = call => call is { Verb: MemoryVerb.Write, Entity: "Customers" } ? new MemoryTrouble(new ConnectorError.Rejected([], "the period is locked"), TakesEffect: false) : null;

        await world.RunAsync(new("shop", RunKind.Changes, RunTrigger.Person, "Kari") { PlanId = plan.Id });

        world.A.Journal.Count(act => act.Actor == MemoryActor.Engine).ShouldBe(0);
        (await world.Get<PlanStore>().FindAsync(plan.Id))!.Body.Items.Single(item => item.PairId == "orders").Skipped!.ToString().ShouldContain($"Customer refers to People {person}, which is not linked yet");
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
