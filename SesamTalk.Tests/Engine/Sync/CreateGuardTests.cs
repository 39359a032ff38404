using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Right before a create the other system is asked once more.</summary>
public sealed class CreateGuardTests
{
    [Fact]
    public async Task A_record_whose_partner_is_linked_already_is_a_conflict_and_no_second_record()
    {
        await using var world = await StartAsync();
        Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        var second = Client(world, "Kari again", "kari@nord.example");
        for (var round = 0; round < 3; round++) (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.DoneWithConflicts);
        world.B.Records("Cards").Count.ShouldBe(1);
        var conflict = (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem();
        (conflict.Kind, conflict.Subject).ShouldBe((ConflictKind.TwoClaimOne, $"A:{second}"));
        conflict.Sentence.ToString().ShouldContain("Kari again and Kari both fit Kari in B by Mail");
        (await world.Memory.UnlinkedAsync("clinic")).ShouldHaveSingleItem().State.ShouldBe(Population.Conflict);
        world.A.Edit("Clients", second, "Email", "again@nord.example");
        await world.SettleAsync();
        world.B.Records("Cards").Count.ShouldBe(2);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_appeared_since_it_was_read_is_linked_and_not_made_again()
    {
        await using var world = await StartAsync();
        Client(world, "Kari", "kari@nord.example");
        var isThere = false;
        world.B.Trouble = call =>
        {
            if (call.Verb == MemoryVerb.Find && !isThere && (isThere = true))
                world.B.Insert("Cards", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "person"));
            return null;
        };
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        isThere.ShouldBeTrue();
        (await world.SyncAsync()).Counts.Linked.ShouldBe(1);
        (world.B.Records("Cards").Count, (await world.Memory.UnlinkedAsync("clinic")).Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Two_new_records_with_one_key_make_one_record()
    {
        await using var world = await StartAsync();
        Client(world, "Kari", "kari@nord.example");
        Client(world, "Kari again", "kari@nord.example");
        await world.SyncAsync();
        await world.SyncAsync();
        world.B.Records("Cards").Count.ShouldBe(1);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.TwoClaimOne);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static RecordId Client(TwoSystems world, string name, string mail) => world.A.Insert("Clients", V("Name", name), V("Email", mail), V("Sort", "person"));

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Clinic.Dataflow, Clinic.SystemA, Clinic.SystemB);
}
