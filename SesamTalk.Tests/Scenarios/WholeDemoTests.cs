using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Matching;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>The demo at its full size, all five dataflows in turn.</summary>
public sealed class WholeDemoTests
{
    [Fact]
    public async Task The_whole_story_is_found_again_in_all_six_systems_and_comes_to_rest()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "It takes a minute; set SESAMTALK_FULL=1.");
        await using var world = await FlowWorld.StartAsync(ShippedDataflows.All, new());
        var (rounds, writes, found) = (0, -1, 0);
        var told = new List<string>();
        for (; rounds < 8 && writes != 0; rounds++)
        {
            writes = 0;
            foreach (var flow in ShippedDataflows.All)
            {
                var run = await world.SyncAsync(dataflow: flow.Id);
                writes += run.Counts.Writes;
                told.Add($"{rounds} {flow.Id}: {run.Outcome}, {run.Counts.Linked} linked, {run.Counts.Writes} writes, {run.Counts.Conflicts} conflicts, {run.Counts.Failed} failed {run.Reason}");
                if (rounds == 0) found += run.Counts.Linked;
            }
        }

        using var db = world.Db;
        var states = db.Links.ToList().GroupBy(link => link.State).Select(group => $"{group.Key} {group.Count()}").Concat(db.UnlinkedRecords.ToList().GroupBy(one => one.State).Select(group => $"unlinked {group.Key} {group.Count()}"));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', told.Concat(states)));
        found.ShouldBeInRange(1300, 2000, string.Join('\n', told));
        writes.ShouldBe(0, string.Join('\n', told));
        db.Links.Count().ShouldBeInRange(1800, 2300);
        db.Links.Count(link => link.State == Population.Conflict).ShouldBeInRange(5, 60);
        db.UnlinkedRecords.Count(one => one.State == Population.Ambiguous).ShouldBeInRange(10, 100);
    }
}
