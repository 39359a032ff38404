using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A value that a system refuses is a conflict of that property, which a person can settle.</summary>
public sealed class RefusedValueTests
{
    [Theory]
    [InlineData(DecisionChoice.TakeB, "Ålesund", "Ålesund")]
    [InlineData(DecisionChoice.OwnValues, "Oslo", "Oslo")]
    public async Task A_refused_value_is_one_conflict_over_many_runs_and_a_person_settles_it(DecisionChoice choice, string a, string b)
    {
        await using var story = await RefusedAsync();
        for (var round = 0; round < 3; round++) await story.World.SyncAsync();
        var conflict = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        (conflict.Kind, conflict.Subject, conflict.A, conflict.B).ShouldBe((ConflictKind.Rejected, "address.city~city", "Llanfair", "Ålesund"));
        conflict.Sentence.ToString().ShouldBe("B refused City: no such town.");
        (await story.LinkAsync()).State.ShouldBe(Population.Failing);
        var own = new ValueMap([KeyValuePair.Create("Address.City", (object?)"Oslo")]);
        (await story.Decisions.SettleAsync(conflict, choice, "Kari", choice == DecisionChoice.OwnValues ? own : null)).Outcome.ShouldBe(SesamTalk.Engine.Sync.DecisionOutcome.Stored);
        await story.World.SyncAsync();
        story.Cities.ShouldBe((a, b));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
        (await story.LinkAsync()).State.ShouldBe(Population.InSync);
        (await story.World.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_value_that_is_edited_to_a_good_one_settles_itself()
    {
        await using var story = await RefusedAsync();
        story.EditA("Bodø");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(("Bodø", "Bodø"));
        (await story.ConflictsAsync()).ShouldHaveSingleItem().SettledAt.ShouldNotBeNull();
        (await story.LinkAsync()).State.ShouldBe(Population.InSync);
    }

    [Fact]
    public async Task Another_value_that_is_refused_too_updates_the_same_conflict()
    {
        await using var story = await RefusedAsync();
        var first = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        story.EditA("Llanelli");
        await story.World.SyncAsync();
        var second = (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
        (second.Id, second.A).ShouldBe((first.Id, "Llanelli"));
    }

    private static async Task<ConflictStory> RefusedAsync()
    {
        var story = await ConflictStory.StartAsync();
        story.World.B.Trouble = call => call is { Verb: MemoryVerb.Write, Write: { } write } && write.Values["City"] is string city && city.StartsWith("Ll", StringComparison.Ordinal)
            ? new MemoryTrouble(new ConnectorError.Rejected([new RejectedProperty("City", "no such town")], "no such town."), TakesEffect: false)
            : null;
        story.EditA("Llanfair");
        await story.World.SyncAsync();
        return story;
    }
}
