using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Several records fit: a person is asked once, the question follows what happens, and every answer is carried out.</summary>
public sealed class AmbiguityTests
{
    [Fact]
    public async Task Several_that_fit_are_asked_about_once_and_the_question_follows_them_until_it_is_over()
    {
        await using var world = await StartAsync();
        var kari = Client(world, "Kari");
        var (first, second) = (Card(world, "Kari N"), Card(world, "K Nord"));
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.DoneWithConflicts);
        var asked = await OpenAsync(world);
        (asked.Kind, asked.Alone(), asked.A, asked.B).ShouldBe((ConflictKind.AmbiguousMatch, (Side.A, kari), kari.Text, string.Join(", ", new[] { first.Text, second.Text }.Order(StringComparer.Ordinal))));
        asked.Candidates().ShouldBe([new(first, "Kari N"), new(second, "K Nord")], ignoreOrder: true);
        asked.Sentence.In("nb").ShouldContain("passer på 2 poster");
        await world.RestartAsync();
        (await world.SyncAsync()).Counts.Conflicts.ShouldBe(0);
        await world.SyncAsync(RunKind.Everything);
        (await OpenAsync(world)).ShouldBe(asked);
        var third = Card(world, "Kari Nord");
        await world.SyncAsync();
        var followed = await OpenAsync(world);
        (followed.Id, followed.OpenedAt, followed.Candidates().Length).ShouldBe((asked.Id, asked.OpenedAt, 3));
        world.B.Delete("Cards", second);
        world.B.Edit("Cards", third, "Mail", "other@nord.example");
        await world.SyncAsync(RunKind.Everything);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [kari])).Values.ShouldHaveSingleItem().B.ShouldBe(first);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_one_that_is_chosen_is_linked_whichever_side_was_asked(bool isAskedInB)
    {
        await using var world = await StartAsync();
        var (client, card) = (Client(world, "Kari"), Card(world, "Kari N"));
        var other = isAskedInB ? Client(world, "K") : Card(world, "K Nord");
        await world.SyncAsync();
        var asked = await OpenAsync(world);
        asked.Alone().ShouldBe(isAskedInB ? (Side.B, card) : (Side.A, client));
        (await world.Get<DecisionVerbs>().SettleAsync(asked, DecisionChoice.TakeA, "Ola")).Outcome.ShouldBe(DecisionOutcome.DoesNotFit);
        (await world.Get<DecisionVerbs>().ChooseAsync(asked, new("nobody"), "Ola")).Outcome.ShouldBe(DecisionOutcome.Moved);
        (await world.Get<DecisionVerbs>().ChooseAsync(asked, isAskedInB ? client : card, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SyncAsync();
        var link = (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.ShouldHaveSingleItem();
        (link.B, link.Origin).ShouldBe((card, LinkOrigin.ByPerson));
        await world.SettleAsync();
        // The other one fits what is taken by now: it claims it, where its system can be asked, and no second record is made.
        var open = await OpenAsync(world);
        (open.Kind, open.Alone()).ShouldBe((ConflictKind.TwoClaimOne, isAskedInB ? (Side.A, other) : (Side.B, other)));
        (world.A.Records("Clients").Count, world.B.Records("Cards").Count).ShouldBe(isAskedInB ? (2, 1) : (1, 2));
        (await world.Get<DecisionVerbs>().ChooseAsync(asked, card, "Ola")).Outcome.ShouldBe(DecisionOutcome.NotOpen);
    }

    [Theory]
    [InlineData(DecisionChoice.CreateAnew, 3)]
    [InlineData(DecisionChoice.KeepApart, 2)]
    public async Task None_of_them_is_an_answer_that_is_carried_out_and_remembered(DecisionChoice choice, int cards)
    {
        await using var world = await TwoSystems.StartAsync(CreatingToBOnly, Clinic.SystemA, Clinic.SystemB);
        Client(world, "Kari");
        Card(world, "Kari N");
        Card(world, "K Nord");
        await world.SyncAsync();
        (await world.Get<DecisionVerbs>().SettleAsync(await OpenAsync(world), choice, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SettleAsync();
        await world.RestartAsync();
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        (world.B.Records("Cards").Count, world.A.Records("Clients").Count, (await world.Memory.OpenConflictsAsync("clinic")).Count).ShouldBe((cards, 1, 0));
    }

    [Fact]
    public async Task Two_and_two_that_fit_each_other_are_two_questions_and_answering_one_answers_both()
    {
        await using var world = await StartAsync();
        var (kari, other) = (Client(world, "Kari"), Client(world, "K"));
        var (one, two) = (Card(world, "Kari N"), Card(world, "K Nord"));
        await world.SyncAsync();
        var asked = (await world.Memory.OpenConflictsAsync("clinic")).ToList();
        asked.Select(conflict => conflict.Alone()).ShouldBe([(Side.A, kari), (Side.A, other)], ignoreOrder: true);
        await world.Get<DecisionVerbs>().ChooseAsync(asked.Find(conflict => conflict.A == kari.Text)!, one, "Ola");
        await world.SettleAsync();
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [kari, other])).Values.Select(link => (link.A, link.B)).ShouldBe([(kari, one), (other, two)], ignoreOrder: true);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_choice_of_a_record_that_is_deleted_before_it_is_carried_out_is_asked_about_anew()
    {
        await using var world = await StartAsync();
        Client(world, "Kari");
        var (first, _, third) = (Card(world, "Kari N"), Card(world, "K Nord"), Card(world, "Kari"));
        await world.SyncAsync();
        await world.Get<DecisionVerbs>().ChooseAsync(await OpenAsync(world), first, "Ola");
        world.B.Delete("Cards", first);
        await world.SyncAsync(RunKind.Everything);
        var anew = await OpenAsync(world);
        anew.Candidates().Length.ShouldBe(2);
        (await world.Get<DecisionVerbs>().ChooseAsync(anew, third, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SyncAsync();
        (await world.Memory.LinksAsync("clinic", "persons", Side.B, [third])).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_preview_goes_by_all_that_persons_have_decided()
    {
        await using var world = await StartAsync();
        var client = Client(world, "Kari");
        var (first, second) = (Card(world, "Kari N"), Card(world, "K Nord"));
        await world.SyncAsync();
        await world.Get<DecisionVerbs>().NeverLinkAsync("clinic", "persons", client, first, "Ola");
        var telling = (await world.Get<DecisionVerbs>().NeverLinkAsync("clinic", "persons", client, second, "Ola")).Decision!;
        await world.Get<DecisionVerbs>().TakeBackAsync(telling, "Ola");
        var without = (await world.Get<Previews>().OfDecisionAsync(telling)).Body!;
        (without.Forecast.WillLink, without.Forecast.CreateInB).ShouldBe((0, 0));
        var dry = await world.SyncAsync(RunKind.DryRun);
        dry.Outcome.ShouldNotBe(RunOutcome.Failed);
        (await world.SyncAsync()).Counts.Linked.ShouldBe(1);
        (await world.Memory.LinksAsync("clinic", "persons", Side.A, [client])).Values.ShouldHaveSingleItem().B.ShouldBe(second);
    }

    private static Dataflow CreatingToBOnly => Clinic.Dataflow with { Pairs = [.. Clinic.Dataflow.Pairs.Select(pair => pair with { ToA = new Direction { Creation = CreationRule.Never } })] };

    private static async Task<OpenConflict> OpenAsync(TwoSystems world) => (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem();

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static RecordId Client(TwoSystems world, string name) => world.A.Insert("Clients", V("Name", name), V("Email", "kari@nord.example"), V("Sort", "person"));

    private static RecordId Card(TwoSystems world, string label) => world.B.Insert("Cards", V("Label", label), V("Mail", "kari@nord.example"), V("Kind", "person"));

    // Names differ on purpose; what the records say when they meet is another story.
    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Clinic.Dataflow with { FirstMeeting = ConflictPolicy.KeepFilled }, Clinic.SystemA, Clinic.SystemB);
}
