using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>Several nodes on one PostgreSQL, each a process, killed while they work.</summary>
public sealed class NodesTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nodes_that_are_killed_while_they_work_run_nothing_twice_and_lose_nothing(int count)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        Assert.SkipUnless(count == 2 || IsFull, "Three nodes run in full.");
        await using var story = await NodeStory.BeginAsync(server, flows: 20, every: TimeSpan.FromSeconds(IsFull ? 3 : 10));
        var nodes = (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => NodeProcess.StartAsync(story.Settings)))).ToList();
        var recoveries = new List<double>();
        try
        {
            for (var kill = 0; kill < (IsFull ? 30 : 5); kill++)
            {
                await story.EditAsync(10);
                story.Forget();
                var hit = await story.HearAsync(progress => progress.Step is RunStep.Reading or RunStep.Planning or RunStep.Writing);
                using var killed = nodes[kill % count];
                var since = Stopwatch.GetTimestamp();
                killed.Kill();
                // Who survives goes on with the dataflow; a new node takes the dead one's place meanwhile.
                var starting = NodeProcess.StartAsync(story.Settings);
                await story.HearAsync(progress => progress.DataflowId == hit.DataflowId && progress.RunId != hit.RunId && progress.Step == RunStep.Ended);
                recoveries.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
                nodes[kill % count] = await starting;
            }

            await story.EditAsync(10);
            await story.RestAsync();
            await ShouldBeWholeAsync(story);
            output.WriteLine($"{count} nodes, {recoveries.Count} kills: a dataflow ran again after {recoveries.Average():0.0} s on average, {recoveries.Max():0.0} s at most.");
            recoveries.Max().ShouldBeLessThan(90);
        }
        finally
        {
            foreach (var node in nodes) node.Dispose();
        }
    }

    [Fact]
    public async Task Nodes_that_are_updated_one_after_the_other_lose_nothing()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        Assert.SkipUnless(IsFull, "The kills prove more; this runs in full.");
        await using var story = await NodeStory.BeginAsync(server, flows: 6, every: TimeSpan.FromSeconds(3));
        var nodes = (await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => NodeProcess.StartAsync(story.Settings)))).ToList();
        for (var node = 0; node < nodes.Count; node++)
        {
            await story.EditAsync(10);
            (await nodes[node].StopAsync()).ShouldBe(0, nodes[node].Said);
            nodes[node].Dispose();
            nodes[node] = await NodeProcess.StartAsync(story.Settings);
        }

        await story.RestAsync();
        await ShouldBeWholeAsync(story);
        foreach (var node in nodes) node.Dispose();
    }

    private async Task ShouldBeWholeAsync(NodeStory story)
    {
        var expected = story.Expected.OrderBy(one => one.Key).ToList();
        (await story.RecordsAsync("a")).OrderBy(one => one.Key).ToList().ShouldBe(expected);
        (await story.RecordsAsync("b")).OrderBy(one => one.Key).ToList().ShouldBe(expected);
        await using var db = await story.Databases.CreateDbContextAsync();
        var links = await db.Links.AsNoTracking().ToListAsync();
        links.Count.ShouldBe(expected.Count);
        links.DistinctBy(link => (link.DataflowId, link.A)).Count().ShouldBe(expected.Count);
        links.DistinctBy(link => (link.DataflowId, link.B)).Count().ShouldBe(expected.Count);
        (await db.Conflicts.CountAsync(conflict => conflict.SettledAt == null)).ShouldBe(0);
        (await db.Writes.CountAsync(write => write.State == WriteState.Unknown)).ShouldBe(0);
        var runs = (await db.Runs.AsNoTracking().ToListAsync()).GroupBy(run => run.DataflowId).ToList();
        runs.Count.ShouldBe(story.Flows);
        output.WriteLine($"{runs.Sum(flow => flow.Count())} runs, {runs.SelectMany(flow => flow).Count(run => run.Outcome == RunOutcome.Interrupted)} interrupted, {expected.Count} links.");
        runs.SelectMany(flow => Overlaps([.. flow.OrderBy(run => run.StartedAt)])).ShouldBeEmpty();
    }

    // One that was killed is closed when the next begins.
    private static IEnumerable<string> Overlaps(List<Run> runs) => runs.Zip(runs.Skip(1))
        .Where(two => two.First.Outcome != RunOutcome.Interrupted && two.First.EndedAt > two.Second.StartedAt && two.Second.Outcome != RunOutcome.Interrupted)
        .Select(two => $"{two.First.DataflowId}: {two.First.Id} and {two.Second.Id}");
}
