using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Who belongs to whom, decided by a person: two that claim one, taking apart, linking anew, never linking.</summary>
public sealed class ClaimTests
{
    [Fact]
    public async Task The_claimed_record_is_given_to_the_one_that_claims_it_and_its_old_partner_is_asked_about()
    {
        await using var world = await StartAsync();
        var first = Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single().Id!.Value;
        var second = Client(world, "Kari Nord", "kari@nord.example");
        await world.SyncAsync();
        var conflict = (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem();
        (conflict.Kind, conflict.A, conflict.B).ShouldBe((ConflictKind.TwoClaimOne, second.Text, card.Text));
        (await world.Get<DecisionVerbs>().SettleAsync(conflict, DecisionChoice.TakeA, "Ola")).Outcome.ShouldBe(DecisionOutcome.DoesNotFit);
        (await world.Get<DecisionVerbs>().SettleAsync(conflict, DecisionChoice.LinkTogether, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SyncAsync();
        var link = (await world.Memory.LinksAsync("clinic", "persons", Side.B, [card])).Values.ShouldHaveSingleItem();
        (link.A, link.Origin).ShouldBe((second, LinkOrigin.ByPerson));
        await world.SyncAsync();
        await world.SyncAsync(RunKind.Everything);
        (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe((2, 1));
        // Now the first one claims the card; it is asked about, never guessed.
        var open = (await world.Memory.OpenConflictsAsync("clinic")).Where(one => one.LinkId is null).ToList();
        open.ShouldHaveSingleItem().Subject.ShouldBe($"A:{first}");
        (await world.Memory.UnlinkedAsync("clinic")).ShouldHaveSingleItem().State.ShouldBe(Population.Conflict);
    }

    [Theory]
    [InlineData(DecisionChoice.CreateAnew, 2)]
    [InlineData(DecisionChoice.KeepApart, 1)]
    public async Task A_claim_that_is_dropped_is_over_and_remembered(DecisionChoice choice, int cards)
    {
        await using var world = await StartAsync();
        Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        Client(world, "Kari Nord", "kari@nord.example");
        await world.SyncAsync();
        await world.Get<DecisionVerbs>().SettleAsync((await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem(), choice, "Ola");
        await world.SettleAsync();
        await world.RestartAsync();
        await world.SyncAsync(RunKind.Everything);
        (world.B.Records("Cards").Count, (await world.Memory.OpenConflictsAsync("clinic")).Count, world.A.Records("Clients").Count).ShouldBe((cards, 0, 2));
        (await world.Memory.UnlinkedAsync("clinic")).Select(entry => entry.State).ShouldBe(choice == DecisionChoice.KeepApart ? [Population.Paused] : []);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_claim_is_over_when_the_record_that_makes_it_is_deleted()
    {
        await using var world = await StartAsync();
        Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        var second = Client(world, "Kari Nord", "kari@nord.example");
        await world.SyncAsync();
        world.A.Delete("Clients", second);
        await world.SyncAsync(RunKind.Everything);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
        (await world.Memory.UnlinkedAsync("clinic")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_are_taken_apart_stay_as_they_are_and_never_find_each_other_again()
    {
        await using var world = await StartAsync();
        var client = Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        var link = (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.ShouldHaveSingleItem();
        (await world.Get<DecisionVerbs>().UnlinkAsync(link.Id, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        for (var round = 0; round < 3; round++) (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        await world.RestartAsync();
        world.A.Edit("Clients", client, "Name", "Kari N.");
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).ShouldBeEmpty();
        var alone = await world.Memory.UnlinkedAsync("clinic");
        alone.Select(entry => (entry.Side, entry.State, entry.AsksPerson)).ShouldBe([(Side.A, Population.Unlinked, true), (Side.B, Population.Unlinked, true)], ignoreOrder: true);
        alone[0].Reason.ToString().ShouldStartWith("Ola took it apart from");
        (await world.Populations.OfAsync("clinic")).All.Of(Population.Unlinked).ShouldBe(2);
        (await world.Get<DecisionVerbs>().UnlinkAsync(link.Id, "Ola")).Outcome.ShouldBe(DecisionOutcome.NotOpen);
    }

    [Fact]
    public async Task What_was_taken_apart_can_be_linked_to_another_or_to_each_other_again()
    {
        await using var world = await StartAsync();
        var client = Client(world, "Kari", "kari@nord.example");
        await world.SettleAsync();
        var card = world.B.Records("Cards").Single().Id!.Value;
        await world.Get<DecisionVerbs>().UnlinkAsync((await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.Single().Id, "Ola");
        await world.SyncAsync();
        var other = world.B.Insert("Cards", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "person"));
        // The key finds the other one, since the first is told apart.
        await world.SyncAsync();
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.ShouldHaveSingleItem().B.ShouldBe(other);
        var lonely = (await world.Memory.UnlinkedAsync("clinic")).ShouldHaveSingleItem();
        (lonely.Side, lonely.Id).ShouldBe((Side.B, card));
        (await world.Get<DecisionVerbs>().LinkAsync(lonely, client, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SyncAsync();
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.ShouldHaveSingleItem().B.ShouldBe(card);
        await world.SyncAsync();
        (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe((1, 2));
        (await world.Memory.UnlinkedAsync("clinic")).ShouldHaveSingleItem().Id.ShouldBe(other);
    }

    [Fact]
    public async Task Two_that_are_told_apart_beforehand_are_not_linked_by_their_key_until_it_is_taken_back()
    {
        await using var world = await StartAsync();
        var client = Client(world, "Kari", "kari@nord.example");
        var card = world.B.Insert("Cards", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "person"));
        var told = await world.Get<DecisionVerbs>().NeverLinkAsync("clinic", "persons", client, card, "Ola");
        told.Outcome.ShouldBe(DecisionOutcome.Stored);
        (await world.Get<DecisionVerbs>().NeverLinkAsync("clinic", "persons", client, card, "Per")).Outcome.ShouldBe(DecisionOutcome.AlreadyDecided);
        (await world.SyncAsync()).Counts.Linked.ShouldBe(0);
        await world.Get<DecisionVerbs>().TakeBackAsync(told.Decision!, "Ola");
        (await world.SyncAsync()).Counts.Linked.ShouldBe(1);
        (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_two_were_asked_about_is_over_when_they_are_taken_apart()
    {
        await using var story = await ConflictStory.StartAsync();
        await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.UnlinkAsync(story.LinkId, "Kari");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Tromsø"));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
        (await story.World.Get<LinkHistory>().OfAsync(story.LinkId)).Count.ShouldBeGreaterThan(1);
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static RecordId Client(TwoSystems world, string name, string mail) => world.A.Insert("Clients", V("Name", name), V("Email", mail), V("Sort", "person"));

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Clinic.Dataflow, Clinic.SystemA, Clinic.SystemB);
}
