using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Connectors;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A decision for both sides that one of them refused was written to the other again at each try, where that one keeps the value in a form of its own.</summary>
public sealed class DecisionThatOneSideRefusesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_side_has_taken_in_its_own_form_is_not_sent_again_while_the_other_refuses(bool keepsNothing)
    {
        var clock = new StepClock();
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        var a = world.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@nord.example"), V("Address.City", "Bodø"));
        await world.SettleAsync();
        var b = world.B.Records("People").ShouldHaveSingleItem().Id!.Value;
        world.A.Edit("Customers", a, "Address.City", "Moss");
        world.B.Edit("People", b, "City", "Voss");
        await world.SyncAsync();
        var conflict = (await world.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        var decisions = world.Get<DecisionVerbs>();
        (await decisions.SettleAsync(conflict, DecisionChoice.OwnValues, "Kari", new([V("Address.City", "Oslo by")]), new([V("City", "Oslo by")]))).Outcome.ShouldBe(DecisionOutcome.Stored);
        var isLocked = true;
        world.A.Trouble = call => isLocked && call.Verb == MemoryVerb.Write ? new MemoryTrouble(new ConnectorError.Rejected([], "the record is locked"), TakesEffect: false) : null;
        if (keepsNothing) world.B.Ignores = (_, path) => path == "City";
        else world.B.Rewrites = (_, record) => record.With([V("City", ((string?)record["City"])?.Replace(" ", "", StringComparison.Ordinal))]);

        for (var round = 0; round < 4; round++) await NextAsync(world, clock);

        Writes(world).ShouldBe(1);
        isLocked = false;
        for (var round = 0; round < 3; round++) await NextAsync(world, clock);
        (world.A.Record("Customers", a)!["Address.City"], world.B.Record("People", b)!["City"], Writes(world)).ShouldBe(("Oslo by", keepsNothing ? "Voss" : "Osloby", 1));
        (await world.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    private static int Writes(TwoSystems world) => world.B.Journal.Count(act => act is { Actor: MemoryActor.Engine, Before: not null });

    private static async Task NextAsync(TwoSystems world, StepClock clock)
    {
        clock.Advance(TimeSpan.FromDays(2));
        await world.SyncAsync();
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
