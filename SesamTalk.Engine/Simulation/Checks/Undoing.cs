using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I20: what a run changed and is still as it left it is put back exactly, stays so, and comes again where the undoing is undone.</summary>
internal static class Undoing
{
    // A system that refuses what it held before, or makes something else of it, cannot be put back exactly.
    private static readonly Fault[] Refusing = [Fault.Rewrites, Fault.Defaults, Fault.BlanksAlike, Fault.Ignores, Fault.RefusesValue, Fault.UniqueTaken, Fault.Locked, Fault.PutBack];

    /// <summary>Undoes the last run that changed something, runs, and undoes the undoing.</summary>
    public static async Task<List<Violation>> CheckAsync(World world)
    {
        if (Refusing.Any(fault => world.Mix[fault] > 0)) return [];
        var evidence = await Evidence.GatherAsync(world, isAtRest: false);
        if (evidence.Written.Where(w => w.Effect.Write.Kind == WriteKind.Update && Stands(evidence, w)).GroupBy(w => w.Effect.Run).MaxBy(run => run.Key) is not { } run) return [];
        var (note, written) = (world.Runs[run.Key - 1], run.ToList());
        var undo = await UndoneAsync(world, note);
        var found = Wrong(world, written, effect => effect.Before!, "undone").ToList();
        await world.RunAsync(note.DataflowId, RunKind.Changes);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await world.RunAsync(note.DataflowId, RunKind.Everything);
        found.AddRange(Wrong(world, written, effect => effect.Before!, "undone and left to rest"));
        if (found.Count > 0) return found;
        await UndoneAsync(world, undo);
        found.AddRange(Wrong(world, written, effect => effect.After!, "undone twice"));
        return found;
    }

    /// <summary>The properties that do not hold what they should.</summary>
    public static IEnumerable<Violation> Wrong(World world, IEnumerable<Written> written, Func<Effect, Record> should, string how) =>
        from effect in written.Select(w => w.Effect)
        let now = world.Systems[effect.System].Memory.Record(effect.Write.Entity, effect.Id)
        from path in effect.Write.Values.Known().Select(value => value.Key)
        where now is null || !Values.Same(now[path], should(effect)[path])
        select new Violation("I20", $"{effect.System} {effect.Write.Entity} {effect.Id} {path} is {now?[path] ?? "null"} and not {should(effect)[path] ?? "null"} when run {effect.Run} is {how}");

    private static async Task<RunNote> UndoneAsync(World world, RunNote run)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        return await world.RunAsync(run.DataflowId, RunKind.Changes, undo: new UndoScope(run.Id));
    }

    // Every value that the run wrote is still there, the two are linked, and no other write of the run hangs together with it.
    private static bool Stands(Evidence evidence, Written written) =>
        evidence.Links.Any(link => link.Id == written.Entry.LinkId && link.State == Population.InSync)
        && evidence.World.Systems[written.Effect.System].Memory.Record(written.Effect.Write.Entity, written.Effect.Id) is { } now
        && written.Effect.Write.Values.Known().All(value => Values.Same(now[value.Key], written.Effect.After![value.Key]) && !Values.Same(written.Effect.Before![value.Key], written.Effect.After![value.Key]) && Saw(written, value.Key));

    // What was overwritten unseen, in a system that cannot lock, nobody can put back.
    private static bool Saw(Written written, string path) => written.Entry.Before.Pairs.Any(before => before.Key == path && Values.Same(before.Value, written.Effect.Before![path]));
}
