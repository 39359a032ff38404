using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Pairs that link and do not create.</summary>
public sealed class LinkingRulesTests
{
    [Fact]
    public async Task A_pair_without_rows_links_by_its_keys_and_never_makes_an_empty_record()
    {
        await using var world = await TwoSystems.StartAsync(Pages.With("Name>label") is var flow ? flow with { Pairs = [flow.Pairs[0] with { Properties = [] }] } : flow, Pages.SystemA, Pages.SystemB);
        world.A.Insert("Authors", V("Name", "Kari"), V("Email", "kari@x.example"));
        world.B.Insert("Writers", V("label", "Kari N."), V("Mail", "kari@x.example"));
        world.A.Insert("Authors", V("Name", "Alone"), V("Email", "alone@x.example"));
        world.B.Insert("Writers", V("label", "Lonely"));
        var run = await world.SyncAsync();
        (run.Counts.Linked, run.Counts.Writes).ShouldBe((1, 0));
        (world.A.Records("Authors").Count, world.B.Records("Writers").Count).ShouldBe((2, 2));
        (await world.Memory.UnlinkedAsync("pages")).Select(entry => entry.State).ShouldBe([Population.OutOfScope, Population.OutOfScope]);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Must_be_linked_first_never_creates_says_so_and_follows_once_the_partner_is_there()
    {
        var never = new Direction { Creation = CreationRule.OnlyLinked };
        await using var world = await TwoSystems.StartAsync(Pages.With("Name>label Email>Mail") is var flow ? flow with { Pairs = [flow.Pairs[0] with { ToA = never, ToB = never }] } : flow, Pages.SystemA, Pages.SystemB);
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Email", "kari@x.example"));
        await world.SyncAsync();
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        world.B.Records("Writers").ShouldBeEmpty();
        (await world.Memory.UnlinkedAsync("pages")).ShouldHaveSingleItem().Reason.ToString().ShouldBe("no partner is found, and this pair links without creating");
        var partner = world.B.Insert("Writers", V("label", "Kari"), V("Mail", "Kari@X.example"));
        (await world.SyncAsync()).Counts.Linked.ShouldBe(1);
        world.A.Edit("Authors", id, "Name", "Kari N.");
        await world.SyncAsync();
        world.B.Record("Writers", partner)!["label"].ShouldBe("Kari N.");
        (await world.Memory.UnlinkedAsync("pages")).ShouldBeEmpty();
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
