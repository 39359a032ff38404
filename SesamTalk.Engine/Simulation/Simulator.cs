using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation.Checks;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>What one seed came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Shape">What was simulated.</param>
/// <param name="Violations">The promises that were broken; empty when all held.</param>
/// <param name="Hash">The hash of the trace.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Rounds">Rounds until rest; -1 where it did not come to rest.</param>
/// <param name="Writes">Writes that took effect.</param>
internal sealed record Outcome(long Seed, string Shape, IReadOnlyList<Violation> Violations, string Hash, IReadOnlyList<string> Trace, int Rounds, int Writes)
{
    /// <summary>What each pair came to.</summary>
    public IReadOnlyList<PairTally> Pairs { get; init; } = [];

    /// <summary>How often each fault happened.</summary>
    public required Happened Happened { get; init; }
}

/// <summary>Runs seeds: the whole engine between simulated systems, first with faults and then until it rests, and checks every promise.</summary>
internal static class Simulator
{
    /// <summary>One seed of the invented shapes; every seventh is the chain of three systems.</summary>
    public static Task<Outcome> RunAsync(long seed, FaultLevel level, SafetyPieces? pieces = null)
    {
        var mix = FaultMix.Draw(seed, level);
        return RunAsync(ShapeOf(seed), seed, mix, Step.Draw(seed, mix), pieces);
    }

    /// <summary>The shape that a seed is about.</summary>
    public static Shape ShapeOf(long seed) => seed % 7 == 6 ? Shapes.Chain : Shapes.Two[(int)(seed % Shapes.Two.Count)];

    /// <summary>One seed of a shape, with these faults and steps.</summary>
    public static async Task<Outcome> RunAsync(Shape shape, long seed, FaultMix mix, IReadOnlyList<Step> steps, SafetyPieces? pieces = null, Action<World>? prepare = null, Action<Evidence>? atRest = null)
    {
        await using var world = await World.StartAsync(shape, seed, mix, pieces);
        prepare?.Invoke(world);
        var story = new Story(world);
        await story.WorkAsync(steps);
        // By cursors alone first: a record that those skipped shows here, and would not after everything was read.
        await story.RestAsync(RunKind.Changes);
        var rounds = story.Rounds;
        var violations = Convergence.InSync(await Evidence.GatherAsync(world, rounds > 0)).ToList();
        await story.RestAsync(RunKind.Everything);
        var evidence = await Evidence.GatherAsync(world, story.Rounds > 0);
        violations.AddRange(world.Broken);
        violations.AddRange(Invariant.All.Where(i => i.Check is not null).SelectMany(i => i.Check!(evidence)));
        NoteIdsGivenAgain(world);
        if (story.Rounds > 0) violations.AddRange(await Silence.CheckAsync(world));
        atRest?.Invoke(evidence);
        if (story.Rounds > 0 && violations.Count == 0) violations.AddRange(await LastAsync(world, story, seed));
        return new Outcome(seed, shape.Name, [.. violations.Distinct()], world.Trace.Hash, world.Trace.Lines, rounds, evidence.Effects.Count()) { Pairs = PairTally.Of(evidence), Happened = world.Happened };
    }

    // What moves things again comes last, and in every fourth seed only: each costs some runs.
    private static async Task<List<Violation>> LastAsync(World world, Story story, long seed) => (seed % 4) switch
    {
        0 => await Drift.CheckAsync(world, story.Workload),
        1 => await Undoing.CheckAsync(world),
        2 => await Exactly.CheckAsync(world, story.Workload),
        _ => [],
    };

    private static void NoteIdsGivenAgain(World world)
    {
        foreach (var acts in world.Systems.Values.SelectMany(system => system.Memory.Journal.GroupBy(act => (act.Entity, act.Id))).Where(acts => acts.Count(act => act.Kind == WriteKind.Create) > 1)) world.Happened.Note(Fault.IdReuse);
    }
}
