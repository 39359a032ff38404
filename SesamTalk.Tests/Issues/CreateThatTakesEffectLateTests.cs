using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A create got no answer, was looked for, and was taken for not made; then it took effect. What it had made was read as somebody's
/// new record and copied back, or stood beside a second one.
/// </summary>
public sealed class CreateThatTakesEffectLateTests
{
    [Fact]
    public async Task What_shows_up_before_it_is_made_again_is_met_by_its_reference()
    {
        await using var world = await LostAsync();
        var isThere = false;
        // After the look that settles the create, and before the system is read.
        world.B.Trouble = call =>
        {
            if (call.Verb == MemoryVerb.ReadChanges && !isThere && (isThere = true)) Late(world);
            return null;
        };
        var run = await world.SyncAsync();
        (isThere, run.Counts.CreatedA, run.Counts.CreatedB).ShouldBe((true, 0, 0));
        await world.SettleAsync();
        (world.A.Records("Helpers").Count, world.B.Records("Hands").Count).ShouldBe((1, 1));
        var link = (await world.Memory.LinksAsync("clinic", "helpers", Side.A, [_source])).Values.ShouldHaveSingleItem();
        (link.Origin, link.State).ShouldBe((LinkOrigin.CreatedInB, Population.InSync));
    }

    [Theory]
    [InlineData(DecisionChoice.KeepApart, 2, 1)]
    [InlineData(DecisionChoice.CreateAnew, 2, 2)]
    public async Task What_shows_up_after_it_was_made_again_is_asked_about_and_not_copied_back(DecisionChoice choice, int hands, int helpers)
    {
        await using var world = await LostAsync();
        await world.SettleAsync();
        Late(world);
        for (var round = 0; round < 3; round++) (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (world.A.Records("Helpers").Count, world.B.Records("Hands").Count).ShouldBe((1, 2));
        var asked = (await world.Memory.OpenConflictsAsync("clinic")).ShouldHaveSingleItem();
        (asked.Kind, asked.A, asked.Alone()!.Value.Side).ShouldBe((ConflictKind.TwoClaimOne, _source.Text, Side.B));
        asked.Sentence.In("nb").ShouldContain("ikke fikk svar");
        (await world.Get<DecisionVerbs>().SettleAsync(asked, choice, "Ola")).Outcome.ShouldBe(DecisionOutcome.Stored);
        await world.SettleAsync();
        await world.RestartAsync();
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        (world.B.Records("Hands").Count, world.A.Records("Helpers").Count, (await world.Memory.OpenConflictsAsync("clinic")).Count).ShouldBe((hands, helpers, 0));
    }

    [Fact]
    public async Task What_shows_up_between_the_look_and_the_second_request_is_found_by_the_first_ones_reference()
    {
        await using var world = await LostAsync();
        var searches = new List<object?>();
        // The first search settles the lost create; the second comes right before it would be made again.
        world.B.Trouble = call =>
        {
            if (call.Verb == MemoryVerb.Find) searches.Add(call.Id);
            if (call.Verb == MemoryVerb.Find && searches.Count == 2) Late(world);
            return null;
        };
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        searches.Count.ShouldBe(2);
        (await world.Memory.UnlinkedAsync("clinic")).ShouldHaveSingleItem().State.ShouldBe(Population.Waiting);
        await world.SettleAsync();
        (world.A.Records("Helpers").Count, world.B.Records("Hands").Count).ShouldBe((1, 1));
        (await world.Memory.LinksAsync("clinic", "helpers", Side.A, [_source])).Values.ShouldHaveSingleItem().State.ShouldBe(Population.InSync);
        (await world.Memory.OpenConflictsAsync("clinic")).ShouldBeEmpty();
    }

    private RecordId _source;
    private Write? _lost;

    // The request gets no answer and has no effect, for now.
    private async Task<TwoSystems> LostAsync()
    {
        var world = await TwoSystems.StartAsync(Clinic.Dataflow, Clinic.SystemA, Clinic.SystemB);
        _source = world.A.Insert("Helpers", V("Name", "Ola"));
        world.B.Trouble = call => call.Verb == MemoryVerb.Write && (_lost = call.Write) is not null ? new MemoryTrouble(new ConnectorError.Unknown("No answer.")) : null;
        await world.SyncAsync();
        world.B.Trouble = _ => null;
        _lost!.Reference.ShouldStartWith("st-");
        return world;
    }

    private void Late(TwoSystems world) => world.B.Insert("Hands", [.. _lost!.Values.Known(), V("Ref", _lost.Reference)]);

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
