using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What a person chooses in the forecast of a first run is stored for each pair and carried into the run.</summary>
public sealed class FirstMeetingTests
{
    [Theory]
    [InlineData(ConflictPolicy.AWins, "Oslo", "Oslo", 0)]
    [InlineData(ConflictPolicy.BWins, "Bergen", "Bergen", 0)]
    [InlineData(ConflictPolicy.KeepFilled, "Oslo", "Bergen", 0)]
    [InlineData(ConflictPolicy.AskPerson, "Oslo", "Bergen", 1)]
    public async Task The_choice_is_carried_into_the_run(ConflictPolicy choice, string a, string b, int conflicts)
    {
        await using var world = await MeetingAsync();
        (await ForecastAsync(world)).ShouldBe((1, 1, 1));
        await world.Get<FirstSyncVerbs>().ChooseAsync("shop", "customers", choice, "Kari");
        await world.SettleAsync();
        Cities(world).ShouldBe((a, b));
        // A blank is filled whatever was chosen.
        world.B.Records("People").Single()["CreditLimit"].ShouldBe("500");
        (await world.Memory.OpenConflictsAsync("shop")).Count.ShouldBe(conflicts);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        Cities(world).ShouldBe((a, b));
    }

    [Fact]
    public async Task What_was_left_to_each_travels_from_its_next_edit_on()
    {
        await using var world = await MeetingAsync();
        await world.Get<FirstSyncVerbs>().ChooseAsync("shop", "customers", ConflictPolicy.KeepFilled, "Kari");
        await world.SettleAsync();
        world.B.Edit("People", world.B.Records("People").Single().Id!.Value, "City", "Bodø");
        await world.SettleAsync();
        Cities(world).ShouldBe(("Bodø", "Bodø"));
    }

    [Fact]
    public async Task The_later_edit_wins_where_the_times_tell_and_asks_where_they_do_not()
    {
        await using var world = await MeetingAsync();
        await world.Get<FirstSyncVerbs>().ChooseAsync("shop", "customers", ConflictPolicy.LatestWins, "Kari");
        await world.SettleAsync();
        // Both were made in the same moment.
        (await world.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.FirstMeeting);
        Cities(world).ShouldBe(("Oslo", "Bergen"));
    }

    [Fact]
    public async Task Questions_of_a_first_run_are_over_when_another_choice_is_made()
    {
        await using var world = await MeetingAsync();
        await world.SettleAsync();
        (await world.Memory.OpenConflictsAsync("shop")).Count.ShouldBe(1);
        await world.Get<FirstSyncVerbs>().ChooseAsync("shop", "customers", ConflictPolicy.BWins, "Kari");
        await world.SettleAsync();
        Cities(world).ShouldBe(("Bergen", "Bergen"));
        (await world.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_choice_is_a_version_of_the_definition_with_its_author_and_other_pairs_keep_theirs()
    {
        await using var world = await MeetingAsync();
        var verbs = world.Get<FirstSyncVerbs>();
        (await verbs.ChooseAsync("shop", "customers", ConflictPolicy.AWins, "Kari")).ShouldBe(FirstSyncOutcome.Stored);
        (await verbs.ChooseAsync("shop", "customers", ConflictPolicy.AWins, "Kari")).ShouldBe(FirstSyncOutcome.Same);
        (await verbs.ChooseAsync("shop", "nobody", ConflictPolicy.AWins, "Kari")).ShouldBe(FirstSyncOutcome.NotThere);
        (await verbs.ChooseAsync("nothing", null, ConflictPolicy.AWins, "Kari")).ShouldBe(FirstSyncOutcome.NotThere);
        var stored = (await world.Dataflows.FindAsync("shop"))!;
        (stored.Pairs[0].FirstMeeting, stored.Pairs[1].FirstMeeting, stored.FirstMeeting).ShouldBe((ConflictPolicy.AWins, null, ConflictPolicy.AskPerson));
        (await world.Dataflows.VersionsAsync("shop"))[0].SavedBy.ShouldBe("Kari");
    }

    [Fact]
    public async Task A_forecast_is_counted_for_each_pair()
    {
        await using var world = await MeetingAsync();
        world.A.Insert("Contacts", V("Name", "Ola"));
        world.A.Insert("Orders", V("No", "1"), V("CustomerId", world.A.Insert("Customers", V("Name", "New")).Text is var id ? long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) : 0));
        var body = await BodyAsync(world);
        body.ByPair.Select(pair => (pair.PairId, pair.Counts.WillLink, pair.Counts.Differ, pair.Counts.CreateInB)).ShouldBe([("customers", 1, 1, 1), ("contacts", 0, 0, 1), ("orders", 0, 0, 1)]);
        (body.Forecast.WillLink, body.Forecast.CreateInB, body.Forecast.Waiting).ShouldBe((1, 3, 0));
        var run = await world.SyncAsync();
        (run.Counts.CreatedB, run.Counts.Linked).ShouldBe((3, 1));
    }

    private static async Task<TwoSystems> MeetingAsync()
    {
        var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        world.A.Insert("Customers", V("Name", "Same"), V("Email", "same@x.example"), V("Address.City", "Oslo"), V("Limit", 500m));
        world.B.Insert("People", V("Label", "Same"), V("Mail", "same@x.example"), V("City", "Bergen"), V("Kind", "customer"));
        return world;
    }

    private static (string?, string?) Cities(TwoSystems world) => ((string?)world.A.Records("Customers").Single()["Address.City"], (string?)world.B.Records("People").Single()["City"]);

    private static async Task<(int, int, int)> ForecastAsync(TwoSystems world) => (await BodyAsync(world)).Forecast is var counts ? (counts.WillLink, counts.Differ, counts.Conflicts) : default;

    private static async Task<PlanBody> BodyAsync(TwoSystems world)
    {
        var run = await world.SyncAsync(RunKind.DryRun);
        return (await world.Get<PlanStore>().OfRunAsync(run.Id))!.Body;
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
