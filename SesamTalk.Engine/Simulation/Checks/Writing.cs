using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I2, I17, I18: nothing is overwritten unseen, nothing refers to what is not there, nothing is touched that is not configured.</summary>
internal static class Writing
{
    /// <summary>I2: at the instant of a write its properties were what the engine had seen. A system without versions allows an edit in the last instant.</summary>
    public static IEnumerable<Violation> SawWhatItOverwrote(Evidence evidence)
    {
        foreach (var (effect, entry, _) in evidence.Written.Where(w => w.Effect.Write.Kind == WriteKind.Update))
        {
            if (!LocksByVersion(evidence, effect) && evidence.World.Mix[Fault.EditAtMoment] + evidence.World.Mix[Fault.LateEffect] + evidence.World.Mix[Fault.ReplicaLag] + evidence.World.Mix[Fault.SecondEngine] + evidence.World.Mix[Fault.Bot] + evidence.World.Mix[Fault.EarlyEvent] > 0) continue;
            foreach (var (path, seen) in entry.Before.Pairs.Where(seen => effect.Before is not null && !Values.Same(effect.Before[seen.Key], seen.Value)))
                yield return new("I2", $"{effect.System} {effect.Write.Entity} {effect.Id} {path} held {effect.Before![path] ?? "null"} when the engine overwrote it, having seen {seen ?? "null"} (act {effect.Act})");
        }
    }

    /// <summary>I17: a reference that was written named a record that was there.</summary>
    public static IEnumerable<Violation> ParentsThere(Evidence evidence)
    {
        foreach (var effect in evidence.Effects.Where(e => e.Write.Kind is WriteKind.Create or WriteKind.Update))
        {
            var system = evidence.World.Systems[effect.System].Memory;
            foreach (var property in effect.Write.Values.Schema.Properties.Where(p => p.IsReference && RecordId.From(effect.Write.Values[p.Path]) is not null))
            {
                var id = RecordId.From(effect.Write.Values[property.Path])!.Value;
                if (!property.References.Any(entity => system.Journal.Any(act => act.Number < effect.Act && act.Entity == entity && act.Id == id)))
                    yield return new("I17", $"{effect.System} {effect.Write.Entity} {effect.Id} was written with {property.Path} = {id}, which is no record there");
            }
        }
    }

    /// <summary>I18: only mapped properties, constants and our reference are written, in the entities of the pairs, by the version of the definition that the run went by; a run that was to look at some links writes for no others.</summary>
    public static IEnumerable<Violation> InScope(Evidence evidence)
    {
        foreach (var (effect, entry, rules) in evidence.Written)
        {
            var (side, entity) = (entry.Side, rules.Ready.On(entry.Side));
            if (evidence.SystemOf(rules, side).Id != effect.System || entity.Name != effect.Write.Entity) yield return new("I18", $"{effect.System} {effect.Write.Entity} {effect.Id} was written for {rules.Pair.Id}, which has nothing to do with it");
            var allowed = rules.WatchedOn(side).Concat(rules.Pair.On(side).Filters.Concat(rules.Pair.On(side).Constants).Concat(rules.Mapper.Rows.SelectMany(row => row.DependenciesOn(side))).Select(d => entity.Schema.Find(d.Path)?.Path).OfType<string>()).ToHashSet();
            foreach (var (path, _) in effect.Write.Values.Known().Where(v => !allowed.Contains(v.Key) && !Causes.IsPersons(entry))) yield return new("I18", $"{effect.System} {effect.Write.Entity} {effect.Id}: {path} was written and is in no table");
            if (rules.Dataflow.PausedBecause is not null || rules.Pair.PausedBecause is not null) yield return new("I18", $"{effect.System} {effect.Write.Entity} {effect.Id} was written while {rules.Pair.Id} was paused");
            if (evidence.World.Runs[effect.Run - 1].Only is { } only && !only.Contains(entry.LinkId)) yield return new("I18", $"run {effect.Run} was to look at {only.Count} links, and wrote {effect.System} {effect.Write.Entity} {effect.Id}");
        }
    }

    private static bool LocksByVersion(Evidence evidence, Effect effect) => evidence.World.Systems[effect.System].Description.Find(effect.Write.Entity)!.Capabilities.LocksByVersion;
}
