using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I3, I4, I12: nothing is created twice, nothing is created in the system that it came from, nothing deleted comes back.</summary>
internal static class Creation
{
    /// <summary>I3: no record caused two creates, unless what was made first is gone.</summary>
    public static IEnumerable<Violation> Once(Evidence evidence)
    {
        var origins = new Dictionary<(string, string, Side, RecordId), Written>();
        foreach (var written in evidence.Written.Where(w => w.Effect.Write.Kind == WriteKind.Create).OrderBy(w => w.Effect.At).ThenBy(w => w.Effect.Act))
        {
            var (effect, entry) = (written.Effect, written.Entry);
            var origin = (entry.DataflowId, entry.PairId, entry.Side, entry.Source);
            if (origins.TryGetValue(origin, out var first) && !WasDeletedByUser(evidence, first.Effect, effect) && !IsAnotherSource(evidence, written, first) && !CouldNotBeFound(evidence, written, first) && !Causes.IsPersons(entry) && !evidence.World.WasPutBack(first.Effect.At))
                yield return new("I3", $"{entry.PairId}: {entry.Source} was created twice in {effect.System}, as {first.Effect.Id} and {effect.Id}");
            origins[origin] = written;
        }
    }

    /// <summary>I4: the records that belong together are of different entities or systems, unless people made them all.</summary>
    public static IEnumerable<Violation> NeverInItsOwnSystem(Evidence evidence)
    {
        var group = new Dictionary<(string System, string Entity, RecordId Id), HashSet<(string System, string Entity, RecordId Id)>>();
        foreach (var rules in evidence.Pairs)
        {
            foreach (var link in evidence.LinksOf(rules).Where(link => link.State is not (Population.OutOfScope or Population.Deleted))) Join(group, Node(evidence, rules, Side.A, link.A), Node(evidence, rules, Side.B, link.B));
        }

        foreach (var together in group.Values.Distinct())
        {
            foreach (var twins in together.GroupBy(n => JoinsItself(evidence, n.System) ? $"{n.System} {n.Entity}" : n.System).Where(g => g.Count() > 1))
            {
                if (twins.Any(n => evidence.World.Systems[n.System].Effects.Any(e => e.Write.Kind == WriteKind.Create && e.Write.Entity == n.Entity && e.Id == n.Id)))
                    yield return new("I4", $"{twins.Key} has {string.Join(" and ", twins.Select(n => $"{n.Entity} {n.Id}"))} for one and the same, and not all were made by people");
            }
        }
    }

    /// <summary>I12: a record that a user deleted is not created again from its partner.</summary>
    public static IEnumerable<Violation> NoGhost(Evidence evidence)
    {
        foreach (var (rules, link) in evidence.Pairs.SelectMany(rules => evidence.LinksOf(rules).Select(link => (rules, link))))
        {
            foreach (var side in new[] { Side.A, Side.B }.Where(side => evidence.Acts(rules, side, link.On(side)).Any(act => act is { Kind: WriteKind.Delete, Actor: MemoryActor.User })))
            {
                var source = link.On(side.Other());
                var again = evidence.Entries.Any(e => e.PairId == rules.Pair.Id && e.DataflowId == rules.Dataflow.Id && e is { Act: WriteAct.Create, State: WriteState.Done } && e.Side == side && e.Source == source && e.LinkId != link.Id && e.IntendedAt > link.LinkedAt);
                if (again) yield return new("I12", $"{rules.Pair.Id} {side} {link.On(side)} was deleted by a user and created again from {source}");
            }
        }
    }

    // A dataflow of a system with itself joins two of its entities; then only a copy in one entity is a copy.
    private static bool JoinsItself(Evidence evidence, string system) => evidence.World.Shape.Dataflows.Any(dataflow => dataflow.A.SystemId == system && dataflow.B.SystemId == system);

    private static bool WasDeletedByUser(Evidence evidence, Effect first, Effect second) => evidence.World.Systems[first.System].Memory.Journal
        .Any(act => act.Number > first.Act && act.Number < second.Act && act.Id == first.Id && act.Entity == first.Write.Entity && act.Kind == WriteKind.Delete);

    // The source's id was given again in between, so this is another record. Effects are noted by the right clock, acts by the system's own.
    private static bool IsAnotherSource(Evidence evidence, Written second, Written first)
    {
        var (rules, side) = (second.Rules, second.Entry.Side.Other());
        var given = evidence.Acts(rules, side, second.Entry.Source).Where(act => act.Kind == WriteKind.Create).Select(evidence.SystemOf(rules, side).RightTime);
        return evidence.World.Mix[Fault.IdReuse] > 0 && given.Any(at => at > first.Effect.At && at <= second.Effect.At);
    }

    // What has no reference of ours is found by its keys alone, and somebody edited those before anybody could look.
    private static bool CouldNotBeFound(Evidence evidence, Written second, Written first) => first.Entry.Reference is null
        && evidence.Acts(second.Rules, first.Entry.Side, first.Effect.Id).Where(act => act.Number > first.Effect.Act && act is { Actor: MemoryActor.User, After: not null })
            .Any(act => !MatchKey.Of(act.After!, first.Entry.Side, second.Rules.Pair.Keys).Intersect(MatchKey.Of(first.Effect.After!, first.Entry.Side, second.Rules.Pair.Keys)).Any());

    private static (string System, string Entity, RecordId Id) Node(Evidence evidence, Sync.PairRules rules, Side side, RecordId id) => (evidence.SystemOf(rules, side).Id, rules.Ready.On(side).Name, id);

    private static void Join<T>(Dictionary<T, HashSet<T>> group, T one, T other)
        where T : notnull
    {
        var joined = group.GetValueOrDefault(one, [one]);
        joined.UnionWith(group.GetValueOrDefault(other, [other]));
        foreach (var member in joined) group[member] = joined;
    }
}
