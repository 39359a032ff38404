using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation;

/// <summary>What is done by hand on the stage of a scenario.</summary>
internal sealed class Stage(World world)
{
    /// <summary>Somebody adds a record.</summary>
    public RecordId Add(string system, string entity, params (string Path, object? Value)[] values) =>
        world.Systems[system].Memory.Insert(entity, values.Select(v => KeyValuePair.Create(v.Path, v.Value)));

    /// <summary>Somebody edits the record whose property has a value.</summary>
    public void Edit(string system, string entity, string path, object? was, string edited, object? value) =>
        world.Systems[system].Memory.Edit(entity, Find(system, entity, path, was), edited, value);

    /// <summary>Somebody deletes the record whose property has a value.</summary>
    public void Delete(string system, string entity, string path, object? was) => world.Systems[system].Memory.Delete(entity, Find(system, entity, path, was));

    private RecordId Find(string system, string entity, string path, object? was) =>
        world.Systems[system].Memory.Records(entity).First(record => Values.Same(record[path], was)).Id!.Value;
}

/// <summary>A story in two parts: what is there and agreed, and what happens then, before the run that may be killed.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Shape">The dataflow.</param>
/// <param name="Before">What is there before everything is in sync.</param>
/// <param name="Then">What happens after that.</param>
internal sealed record Scenario(string Name, Shape Shape, Action<Stage> Before, Action<Stage> Then)
{
    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Plays it without a crash: how many moments the run has, and what it ends in.</summary>
    public async Task<(int Moments, string End, IReadOnlyList<Violation> Violations)> PlayAsync(int? killAt = null)
    {
        await using var world = await World.StartAsync(Shape, 1, FaultMix.None);
        var (stage, story) = (new Stage(world), new Story(world));
        Before(stage);
        await story.RestAsync(RunKind.Changes);
        Then(stage);
        var from = world.Moments.Passed;
        var isKilled = false;
        foreach (var dataflow in Shape.Dataflows)
        {
            // Counted over the runs of all dataflows: a late moment is in the second one's.
            var passed = world.Moments.Passed - from;
            isKilled |= (await world.RunAsync(dataflow.Id, RunKind.Changes, !isKilled && killAt > passed ? killAt - passed : null)).Run is null;
        }

        var moments = world.Moments.Passed - from;
        await story.RestAsync(RunKind.Everything);
        var evidence = await Evidence.GatherAsync(world, story.Rounds > 0);
        return (moments, FinalState.Of(evidence), [.. Invariant.All.Where(i => i.Check is not null).SelectMany(i => i.Check!(evidence))]);
    }
}
