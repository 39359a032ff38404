using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>Several nodes on one PostgreSQL, each a process, killed while they work.</summary>
public sealed class NodesTests(PostgresServer server, ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nodes_that_are_killed_while_they_work_run_nothing_twice_and_lose_nothing(int count)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        Assert.SkipUnless(count == 2 || IsFull, "Three nodes run in full.");
        await using var story = await NodeStory.BeginAsync(server, flows: 20, every: TimeSpan.FromSeconds(IsFull ? 10 : 30));
        var names = Enumerable.Range(0, count).Select(number => $"node{number}").ToArray();
        var nodes = names.Zip(await Task.WhenAll(names.Select(story.NodeAsync))).ToDictionary();
        var (recoveries, cpu) = (new List<double>(), 0.0);
        try
        {
            for (var kill = 0; kill < (IsFull ? 30 : 5); kill++)
            {
                await story.EditAsync(10);
                story.Forget();
                var (name, hit) = await story.HearWorkAsync();
                using var killed = nodes[name];
                cpu += killed.Cpu.TotalSeconds;
                var since = Stopwatch.GetTimestamp();
                killed.Kill();
                // Who survives goes on with the dataflow; a new node takes the dead one's place meanwhile.
                var starting = story.NodeAsync(name);
                await story.HearAsync(progress => progress.DataflowId == hit.DataflowId && progress.RunId != hit.RunId && progress.Step == RunStep.Ended);
                recoveries.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
                nodes[name] = await starting;
            }

            await story.EditAsync(10);
            await (IsFull ? story.RestAsync() : story.ByOneRunnerAsync()); // which spares waiting for the schedule
            cpu += nodes.Values.Sum(node => node.Cpu.TotalSeconds);
            await Task.WhenAll(nodes.Values.Select(node => node.StopAsync()));
        }
        finally
        {
            foreach (var node in nodes.Values) node.Dispose();
        }

        await ShouldBeWholeAsync(story);
        await ShouldBeAsByOneNodeAsync(story, rounds: recoveries.Count + 1);
        output.WriteLine($"{count} nodes, {recoveries.Count} kills: a dataflow ran again after {recoveries.Average():0.0} s on average, {recoveries.Max():0.0} s at most. {cpu:0} s of CPU.");
        recoveries.Max().ShouldBeLessThan(90);
    }

    [Fact]
    public async Task Nodes_that_are_updated_one_after_the_other_lose_nothing()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        Assert.SkipUnless(IsFull, "The kills prove more; this runs in full.");
        await using var story = await NodeStory.BeginAsync(server, flows: 6, every: TimeSpan.FromSeconds(3));
        var names = new Queue<string>(["old0", "old1"]);
        var nodes = names.Zip(await Task.WhenAll(names.Select(story.NodeAsync))).ToDictionary();
        // The new one is up before the old one is told to go, and runs go on all the time; three rounds of both.
        for (var round = 0; round < 6; round++)
        {
            nodes[$"new{round}"] = await story.NodeAsync($"new{round}");
            names.Enqueue($"new{round}");
            await story.EditAsync(10);
            story.Forget();
            await story.HearWorkAsync();
            nodes.Remove(names.Dequeue(), out var old);
            (await old!.StopAsync()).ShouldBe(0, old.Said);
            old.Dispose();
        }

        await story.RestAsync();
        foreach (var node in nodes.Values)
        {
            (await node.StopAsync()).ShouldBe(0, node.Said);
            node.Dispose();
        }

        await ShouldBeWholeAsync(story);
        await ShouldBeAsByOneNodeAsync(story, rounds: 6);
    }

    // The same people edit the same in a world that one node has to itself, undisturbed.
    private async Task ShouldBeAsByOneNodeAsync(NodeStory story, int rounds)
    {
        await using var alone = await NodeStory.BeginAsync(server, story.Flows, every: TimeSpan.FromSeconds(3));
        for (var round = 0; round < rounds; round++) await alone.EditAsync(10);
        if (IsFull) await alone.ByOneNodeAsync();
        else await alone.ByOneRunnerAsync();

        (await story.RecordsAsync("a")).OrderBy(one => one.Key).ToList().ShouldBe((await alone.RecordsAsync("a")).OrderBy(one => one.Key).ToList());
        (await story.RecordsAsync("b")).OrderBy(one => one.Key).ToList().ShouldBe((await alone.RecordsAsync("b")).OrderBy(one => one.Key).ToList());
        (await story.LinksAsync()).ShouldBe(await alone.LinksAsync());
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
        runs.SelectMany(flow => flow).ShouldAllBe(run => run.EndedAt != null);
        runs.SelectMany(flow => Overlaps([.. flow.OrderBy(run => run.StartedAt)])).ShouldBeEmpty();
        // The tables' own account: a version of a record came into each at most once, whoever was killed meanwhile.
        var written = await story.WrittenAsync();
        written.ShouldBeUnique();
        output.WriteLine($"{written.Count} rows were written.");
    }

    // One that was killed is closed when the next begins.
    private static IEnumerable<string> Overlaps(List<Run> runs) => runs.Zip(runs.Skip(1))
        .Where(two => two.First.Outcome != RunOutcome.Interrupted && two.First.EndedAt > two.Second.StartedAt && two.Second.Outcome != RunOutcome.Interrupted)
        .Select(two => $"{two.First.DataflowId}: {two.First.Id} and {two.Second.Id}");
}
