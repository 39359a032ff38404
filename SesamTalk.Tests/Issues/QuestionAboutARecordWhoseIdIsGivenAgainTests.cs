using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A system gave the id of a deleted record to one that we made in it; the deleted record's link went, and with it what a person was asked, and the record was made anew.</summary>
public sealed class QuestionAboutARecordWhoseIdIsGivenAgainTests
{
    [Theory]
    [InlineData(DecisionChoice.CreateAnew, 2, 2)]
    [InlineData(DecisionChoice.Delete, 1, 1)]
    [InlineData(DecisionChoice.KeepApart, 1, 2)]
    public async Task An_edit_against_a_delete_stays_asked_until_it_is_decided(DecisionChoice choice, int inA, int inB)
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.ReusesIds = true;
        story.World.A.Delete("Customers", story.IdA);
        story.EditB("Bodø");
        await story.World.SyncAsync(RunKind.Everything);
        var asked = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        asked.Kind.ShouldBe(ConflictKind.EditedAgainstDeleted);

        await TakeIdAsync(story);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync(RunKind.Everything);

        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem().Id.ShouldBe(asked.Id);
        (story.World.A.Records("Customers").Count, story.World.B.Records("People").Count).ShouldBe((1, 2));
        (await story.LinkAsync()).State.ShouldBe(Population.Conflict);
        (await story.Decisions.SettleAsync(asked, choice, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync(RunKind.Everything);
        (story.World.A.Records("Customers").Count, story.World.B.Records("People").Count).ShouldBe((inA, inB));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delete_that_waits_for_approval_goes_on_waiting_and_nothing_is_made_anew()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.ReusesIds = true;
        story.World.A.Delete("Customers", story.IdA);
        await story.World.SyncAsync(RunKind.Everything);
        await TakeIdAsync(story);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync(RunKind.Everything);

        var link = await story.LinkAsync();
        (link.State, link.AsksPerson, link.B).ShouldBe((Population.Deleted, true, story.IdB));
        link.A.ToString().ShouldStartWith(story.IdA.Text);
        story.World.A.Records("Customers").ShouldHaveSingleItem()["Name"].ShouldBe("Kari");
        (await story.Decisions.ApproveDeleteAsync(story.LinkId, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await story.World.SyncAsync();
        story.World.B.Record("People", story.IdB).ShouldBeNull();
        story.World.A.Records("Customers").ShouldHaveSingleItem()["Name"].ShouldBe("Kari");
    }

    [Fact]
    public async Task A_deletion_that_nobody_had_seen_yet_is_met_all_the_same()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.ReusesIds = true;
        story.World.A.Delete("Customers", story.IdA);
        // Lists of changes tell of no deletion, so that the id is given again before anybody knows.
        await TakeIdAsync(story);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync();

        var link = await story.LinkAsync();
        (link.State, link.AsksPerson).ShouldBe((Population.Deleted, true));
        story.World.A.Records("Customers").ShouldHaveSingleItem()["Name"].ShouldBe("Kari");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebodys_new_record_under_the_id_of_a_deleted_one_is_not_written_over_its_partner(bool isEdited)
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.ReusesIds = true;
        story.World.A.Delete("Customers", story.IdA);
        if (isEdited) story.EditB("Bodø");
        await story.World.SyncAsync(RunKind.Everything);
        story.World.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@nord.example"), V("Address.City", "Oslo")).ShouldBe(story.IdA);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync(RunKind.Everything);

        story.World.B.Record("People", story.IdB)!["Label"].ShouldBe("Fjord Kafé");
        story.World.B.Records("People").Select(person => person["Label"]).ShouldBe(["Fjord Kafé", "Kari"], ignoreOrder: true);
        var link = await story.LinkAsync();
        (link.State, link.AsksPerson).ShouldBe(isEdited ? (Population.Conflict, false) : (Population.Deleted, true));
        (await story.World.Memory.OpenConflictsAsync("shop")).Count.ShouldBe(isEdited ? 1 : 0);
        (await story.World.Memory.LinksAsync("shop", "customers", Side.A, [story.IdA])).Values.ShouldHaveSingleItem().State.ShouldBe(Population.InSync);
    }

    [Fact]
    public async Task A_deleted_record_that_is_put_back_with_another_town_is_still_the_same()
    {
        await using var story = await ConflictStory.StartAsync();
        var record = story.World.A.Record("Customers", story.IdA)!;
        story.World.A.Delete("Customers", story.IdA);
        await story.World.SyncAsync(RunKind.Everything);
        story.World.A.Create("Customers", record, SesamTalk.Engine.Connectors.Memory.MemoryActor.User);
        story.EditA("Oslo");
        await story.World.SettleAsync();
        (story.Cities, (await story.LinkAsync()).State).ShouldBe((("Oslo", "Oslo"), Population.InSync));
    }

    [Fact]
    public async Task A_new_record_under_the_id_of_one_that_is_gone_on_both_sides_is_brought_over()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.ReusesIds = true;
        story.World.A.Delete("Customers", story.IdA);
        story.World.B.Delete("People", story.IdB);
        await story.World.SyncAsync(RunKind.Everything);
        story.World.A.Insert("Customers", V("Name", "Kari"), V("Email", "kari@nord.example")).ShouldBe(story.IdA);
        for (var round = 0; round < 3; round++) await story.World.SyncAsync();
        story.World.B.Records("People").ShouldHaveSingleItem()["Label"].ShouldBe("Kari");
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    private static async Task TakeIdAsync(ConflictStory story)
    {
        story.World.B.Insert("People", V("Label", "Kari"), V("Mail", "kari@nord.example"), V("Kind", "customer"));
        await story.World.SyncAsync();
        story.World.A.Record("Customers", story.IdA)!["Name"].ShouldBe("Kari");
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
