using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// Where a record was given to another and the system refused the values of the two, the run broke off: the old link stood
/// until all was written, and two links cannot stand for one record.
/// </summary>
public sealed class RefusedValueOfAGivenPartnerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_link_is_made_all_the_same_and_says_what_was_refused(bool isTaken)
    {
        await using var world = await TwoSystems.StartAsync(Pages.With("Name>label City>town") with { Policy = ConflictPolicy.AWins, FirstMeeting = ConflictPolicy.AWins }, Pages.SystemA, Pages.SystemB);
        for (var n = 1; n <= 2; n++) world.A.Insert("Authors", KeyValuePair.Create("Name", (object?)$"Author {n}"), KeyValuePair.Create("Email", (object?)$"author{n}@x.example"), KeyValuePair.Create("City", (object?)$"By {n}"));
        await world.SettleAsync();
        var links = await world.Memory.AllLinksAsync("pages", "authors", default).ToListAsync();
        var (one, two) = (links.Single(link => link.LabelA == "Author 1"), links.Single(link => link.LabelA == "Author 2"));
        var verbs = world.Get<DecisionVerbs>();
        world.B.Trouble = call => call is { Verb: MemoryVerb.Write } ? new MemoryTrouble(new ConnectorError.Rejected([], "the register is closed."), TakesEffect: false) : null;
        if (isTaken)
        {
            (await verbs.RelinkAsync(one.Id, Side.A, two.B, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        }
        else
        {
            await verbs.UnlinkAsync(one.Id, "Kari");
            await world.SyncAsync();
            var lonely = (await world.Memory.UnlinkedAsync("pages")).Single(record => record.Side == Side.A);
            (await verbs.LinkAsync(lonely, two.B, "Kari")).Outcome.ShouldBe(DecisionOutcome.Stored);
        }

        (await world.SyncAsync()).Outcome.ShouldNotBe(RunOutcome.Failed);
        var made = (await world.Memory.LinksAsync("pages", "authors", Side.A, [one.A])).Values.ShouldHaveSingleItem();
        (made.B, made.State).ShouldBe((two.B, Population.Failing));
        world.B.Trouble = _ => null;
        await world.Get<RecordVerbs>().TryAgainAsync(made.Id, "Kari");
        await world.SyncAsync();
        ((string?)world.B.Record("Writers", two.B)!["town"], (await world.Memory.LinksByIdAsync([made.Id])).Single().State).ShouldBe(("By 1", Population.InSync));
    }
}
