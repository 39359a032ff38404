using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A run found two records by a key, wrote to one of them, and stopped before it recorded their link. The key was edited before the
/// next run, which then found no partner for either and made both anew.
/// </summary>
public sealed class FirstWriteOfALinkNotRecordedTests
{
    [Fact]
    public async Task The_two_are_linked_although_their_key_was_edited_since()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var customer = world.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@x.example"), V("Address.City", "Oslo"));
        var person = world.B.Insert("People", V("Label", "Kari"), V("Mail", "kari@x.example"), V("Kind", "customer"));
        world.B.Trouble = call =>
        {
            if (call.Verb != MemoryVerb.Write) return null;
            foreach (var (path, value) in call.Write!.Values.Known()) world.B.Edit("People", person, path, value);
            throw new InvalidOperationException("the process was killed");
        };
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.Failed);
        world.B.Record("People", person)!["City"].ShouldBe("Oslo");
        world.B.Trouble = _ => null;
        world.B.Edit("People", person, "Mail", "kari@new.example");
        await world.RestartAsync();
        await world.SettleAsync();
        (world.A.Records("Customers").Count, world.B.Records("People").Count).ShouldBe((1, 1));
        var link = (await world.Memory.LinksAsync("shop", "customers", Side.A, [customer])).Values.ShouldHaveSingleItem();
        (link.B, link.Origin).ShouldBe((person, LinkOrigin.Found));
        (await world.Memory.UnsettledAsync("shop")).ShouldBeEmpty();
        (await world.Memory.UnlinkedAsync("shop")).ShouldBeEmpty();
        // They differ in the key now; nothing was ever agreed about it, so a person is asked.
        (await world.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().Subject.ShouldBe("email~mail");
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
