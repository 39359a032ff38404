using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Checks;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>Two simulations of the same edits, of which one has something that must make no difference.</summary>
public sealed class IsolationTests
{
    private const string Bad = "never taken";

    [Fact]
    public async Task One_record_that_is_always_refused_holds_up_no_other()
    {
        var stories = Stories.All.Where(story => story.Shape.Systems.ContainsKey("a") && story.Shape.Dataflows[0].Pairs.Any(pair => pair is { A.Entity: "Customers", B.Entity: "People" })).ToList();
        stories.Count.ShouldBeGreaterThan(15);
        foreach (var story in stories) Isolation.Differences(await PlayAsync(story, false), await PlayAsync(story, true), Bad).ShouldBeEmpty(story.Name);
    }

    [Fact]
    public async Task Wrong_clocks_decide_nothing()
    {
        for (var seed = 0L; seed < ManySeeds.Count(12); seed++)
        {
            var (right, wrong) = (await EndAsync(seed, FaultMix.None), await EndAsync(seed, FaultMix.None, world => SetClocks(world, seed)));
            Isolation.Differences(right, wrong).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public async Task The_order_in_which_changes_are_seen_decides_nothing()
    {
        for (var seed = 0L; seed < ManySeeds.Count(12); seed++)
            Isolation.Differences(await EndAsync(seed, FaultMix.None), await EndAsync(seed, FaultMix.Only(1, Fault.Reordered))).ShouldBeEmpty($"seed {seed}");
    }

    [Fact]
    public void What_is_there_once_and_not_then_is_a_difference()
    {
        Isolation.Differences("a 1\na 1\nb 2", "a 1\nb 2").ShouldBe(["only once: a 1"]);
        Isolation.Differences("a 1", "a 1\nb 2").ShouldBe(["only then: b 2"]);
        Isolation.Differences("a 1", "a 1\nb 2 marked", "marked").ShouldBeEmpty();
    }

    private static void SetClocks(World world, long seed)
    {
        var ahead = TimeSpan.FromMinutes(17 + (seed % 5));
        foreach (var system in world.Systems.Values) system.SetSkew(ahead = -ahead * 2);
    }

    // Records that people made on both sides and keys bring together, edited by their ids: what people do depends on nothing that the engine did.
    private static async Task<string> EndAsync(long seed, FaultMix mix, Action<World>? prepare = null)
    {
        await using var world = await World.StartAsync(Shapes.Two[(int)(seed % 4)], seed, mix);
        var (story, random) = (new Story(world), new Random((int)seed));
        prepare?.Invoke(world);
        for (var twin = 0; twin < 5; twin++) story.Workload.InsertTwin(random);
        await world.RunAsync("flow", RunKind.Changes);
        for (var round = 0; round < 2; round++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            foreach (var spot in story.Workload.Spots) EditSome(spot, random, $"{seed} {round}");
            await world.RunAsync("flow", RunKind.Changes);
        }

        await story.RestAsync(RunKind.Changes);
        await story.RestAsync(RunKind.Everything);
        var evidence = await Evidence.GatherAsync(world, story.Rounds > 0);
        Invariant.All.Where(invariant => invariant.Check is not null).SelectMany(invariant => invariant.Check!(evidence)).ShouldBeEmpty($"seed {seed}");
        return FinalState.Of(evidence);
    }

    private static void EditSome(Spot spot, Random random, string token)
    {
        var texts = spot.Properties.Where(property => property.Type == PropertyType.Text).ToList();
        foreach (var id in spot.Records.Select(record => record.Id!.Value).OrderBy(id => id.Text, StringComparer.Ordinal))
        {
            var (what, path) = (random.Next(8), texts[random.Next(texts.Count)].Path);
            if (what < 4) spot.System.Memory.Edit(spot.Entity.Name, id, path, what == 0 ? null : $"{token} {spot.Side} {id} {path}");
            else if (what == 4) spot.System.Memory.Delete(spot.Entity.Name, id);
        }
    }

    private static async Task<string> PlayAsync(Scenario story, bool withBad)
    {
        await using var world = await World.StartAsync(story.Shape, 1, FaultMix.None);
        var (stage, runs) = (new Stage(world), new Story(world));
        var asked = 0;
        world.Systems["b"].Refusals = new Refusals((_, write) => Equals(write.Values["Label"], Bad) && ++asked > 0 ? new ConnectorError.Rejected([new("Label", "it is never taken")], "never") : null);
        story.Before(stage);
        await runs.RestAsync(RunKind.Changes);
        story.Then(stage);
        if (withBad) stage.Add("a", "Customers", ("Name", Bad), ("Email", "bad@x.example"));
        await runs.RestAsync(RunKind.Changes);
        await runs.RestAsync(RunKind.Everything);
        var evidence = await Evidence.GatherAsync(world, runs.Rounds > 0);
        if (withBad)
        {
            var failing = evidence.Unlinked.Single(unlinked => unlinked.Label == Bad);
            (failing.State, failing.Side).ShouldBe((Population.Failing, Side.A));
            failing.Reason.ToString().ShouldContain("never");
            asked.ShouldBeInRange(1, world.Runs.Count);
        }

        return FinalState.Of(evidence);
    }
}
