using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A person gives a linked record a partner that is linked with another: one step, in which both links give way.</summary>
public sealed class ExchangeTests
{
    [Theory]
    [InlineData(Side.A, ConflictPolicy.AWins, "By 1", "By 1")]
    [InlineData(Side.A, ConflictPolicy.BWins, "By 2", "By 2")]
    [InlineData(Side.A, ConflictPolicy.AskPerson, "By 1", "By 2")]
    [InlineData(Side.B, ConflictPolicy.AWins, "By 2", "By 2")]
    [InlineData(Side.B, ConflictPolicy.AskPerson, "By 2", "By 1")]
    public async Task Both_links_give_way_the_two_are_linked_as_previewed_and_those_left_behind_stand_alone(Side keeps, ConflictPolicy policy, string cityA, string cityB)
    {
        await using var world = await StartAsync(policy);
        var (one, two) = await LinksAsync(world);
        var partner = two.On(keeps.Other());
        var (a, b) = keeps == Side.A ? (one.A, two.B) : (two.A, one.B);
        var draft = (await world.Get<DecisionVerbs>().Drafts.RelinkAsync(one.Id, keeps, partner, "Kari")).Decision!;
        var preview = await world.Get<Previews>().OfDecisionsAsync("pages", [draft]);
        var shown = preview.Body!.Items.ShouldHaveSingleItem();
        (shown.Key, preview.Over.Length).ShouldBe(($"{a}|{b}", 0));
        (await world.Get<DecisionStore>().WaitingAsync("pages")).ShouldBeEmpty();

        (await world.Get<DecisionVerbs>().RelinkAsync(one.Id, keeps, partner, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        (await world.Get<DecisionVerbs>().UnlinkAsync(one.Id, "Ola")).Outcome.ShouldBe(DecisionOutcome.AlreadyDecided);
        var run = await world.SyncAsync();
        run.Counts.Writes.ShouldBe(shown.Writes.Length);
        var link = (await world.Memory.LinksByIdAsync([.. (await world.Memory.LinksAsync("pages", "authors", Side.A, [one.A, two.A])).Values.Select(found => found.Id)])).ShouldHaveSingleItem();
        (link.A, link.B, link.Origin).ShouldBe((a, b, LinkOrigin.ByPerson));
        ((string?)world.A.Record("Authors", a)!["City"], (string?)world.B.Record("Writers", b)!["town"]).ShouldBe((cityA, cityB));

        // Nothing is made for those left behind, however often it runs, and neither finds the one again that it had.
        for (var round = 0; round < 2; round++) (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
        await world.RestartAsync();
        await world.SyncAsync(RunKind.Everything);
        var left = keeps == Side.A ? (A: two.A, B: one.B) : (A: one.A, B: two.B);
        (await world.Memory.UnlinkedAsync("pages")).Select(record => (record.Side, record.Id, record.State, record.AsksPerson)).ShouldBe([(Side.A, left.A, Population.Unlinked, true), (Side.B, left.B, Population.Unlinked, true)], ignoreOrder: true);
        (world.A.Records("Authors").Count, world.B.Records("Writers").Count, (await world.Memory.LinksAsync("pages", "authors", Side.A, [one.A, two.A])).Count).ShouldBe((2, 2, 1));
        (await world.Get<DecisionStore>().WaitingAsync("pages")).ShouldAllBe(decision => decision.Choice == DecisionChoice.NeverLink);
    }

    [Fact]
    public async Task A_partner_that_is_gone_or_free_by_then_leaves_the_link_as_it_is_and_the_decision_is_over()
    {
        await using var world = await StartAsync(ConflictPolicy.AWins);
        var (one, two) = await LinksAsync(world);
        await world.Get<DecisionVerbs>().RelinkAsync(one.Id, Side.A, two.B, "Kari");
        world.B.Delete("Writers", two.B);
        await world.SyncAsync();
        (await world.Memory.LinksByIdAsync([one.Id])).ShouldHaveSingleItem().State.ShouldBe(Population.InSync);
        (await world.Get<DecisionStore>().FindAsync(one.Id, PersonDecision.Linking)).ShouldBeNull();
        (await world.Get<DecisionVerbs>().RelinkAsync(one.Id, Side.A, new RecordId("nobody"), "Kari")).Outcome.ShouldBe(DecisionOutcome.Moved);
    }

    [Fact]
    public async Task Two_persons_who_want_the_same_record_get_it_once()
    {
        await using var world = await StartAsync(ConflictPolicy.AWins);
        var (one, two) = await LinksAsync(world);
        await world.Get<DecisionVerbs>().RelinkAsync(one.Id, Side.A, two.B, "Kari");
        await world.Get<DecisionVerbs>().RelinkAsync(two.Id, Side.A, one.B, "Ola");
        await world.SyncAsync();
        await world.SyncAsync();
        (await world.Memory.LinksAsync("pages", "authors", Side.A, [one.A])).Values.ShouldHaveSingleItem().B.ShouldBe(two.B);
        (await world.Get<DecisionStore>().WaitingAsync("pages")).ShouldAllBe(decision => decision.Choice == DecisionChoice.NeverLink);
    }

    private static async Task<(Link One, Link Two)> LinksAsync(TwoSystems world)
    {
        for (var n = 1; n <= 2; n++) world.A.Insert("Authors", V("Name", $"Author {n}"), V("Email", $"author{n}@x.example"), V("City", $"By {n}"));
        await world.SettleAsync();
        var links = await world.Memory.AllLinksAsync("pages", "authors", default).ToListAsync();
        return (links.Single(link => link.LabelA == "Author 1"), links.Single(link => link.LabelA == "Author 2"));
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync(ConflictPolicy policy) => TwoSystems.StartAsync(Pages.With("Name>label City>town") with { Policy = policy, FirstMeeting = policy }, Pages.SystemA, Pages.SystemB);
}
