using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I3, I4, I12: nothing is created twice, nothing is created in the system that it came from, nothing deleted comes back.</summary>
internal static class Creation
{
    /// <summary>I3 and I26: each create that took effect is in the journal once, and no record caused two.</summary>
    public static IEnumerable<Violation> Once(Evidence evidence)
    {
        var taken = new HashSet<Guid>();
        var origins = new Dictionary<(string, string, Side, RecordId), Effect>();
        foreach (var effect in evidence.Effects.Where(e => e.Write.Kind == WriteKind.Create).OrderBy(e => e.At))
        {
            if (EntryOf(evidence, effect, taken) is not { } entry)
            {
                yield return new("I26", $"{effect.System} {effect.Write.Entity} {effect.Id} was created, and the journal does not know of it");
                continue;
            }

            taken.Add(entry.Id);
            var origin = (entry.DataflowId, entry.PairId, entry.Side, entry.Source);
            if (origins.TryGetValue(origin, out var first) && !WasDeletedByUser(evidence, first, effect))
                yield return new("I3", $"{entry.PairId}: {entry.Source} was created twice in {effect.System}, as {first.Id} and {effect.Id}");
            origins[origin] = effect;
        }
    }

    /// <summary>I4: the records that belong together are of different entities or systems, unless people made them all.</summary>
    public static IEnumerable<Violation> NeverInItsOwnSystem(Evidence evidence)
    {
        var group = new Dictionary<(string System, string Entity, RecordId Id), HashSet<(string System, string Entity, RecordId Id)>>();
        foreach (var rules in evidence.Pairs)
        {
            foreach (var link in evidence.LinksOf(rules)) Join(group, Node(evidence, rules, Side.A, link.A), Node(evidence, rules, Side.B, link.B));
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

    private static WriteEntry? EntryOf(Evidence evidence, Effect effect, HashSet<Guid> taken) => evidence.Entries
        .Where(e => e.Act == WriteAct.Create && !taken.Contains(e.Id) && e.IntendedAt <= effect.At && (effect.Write.Reference is { } reference ? e.Reference == reference : e.Reference is null && Sent(e, effect.Write.Values)))
        .OrderByDescending(e => e.Target == effect.Id).FirstOrDefault();

    private static bool Sent(WriteEntry entry, Record values) => values.Known() is var known && known.Length == entry.Sent.Pairs.Length && known.All(v => entry.Sent.Pairs.Any(s => s.Key == v.Key && Values.Same(s.Value, v.Value)));

    private static bool WasDeletedByUser(Evidence evidence, Effect first, Effect second) => evidence.World.Systems[first.System].Memory.Journal
        .Any(act => act.Number > first.Act && act.Number < second.Act && act.Id == first.Id && act.Entity == first.Write.Entity && act.Kind == WriteKind.Delete);

    private static (string System, string Entity, RecordId Id) Node(Evidence evidence, Sync.PairRules rules, Side side, RecordId id) => (evidence.SystemOf(rules, side).Id, rules.Ready.On(side).Name, id);

    private static void Join<T>(Dictionary<T, HashSet<T>> group, T one, T other)
        where T : notnull
    {
        var joined = group.GetValueOrDefault(one, [one]);
        joined.UnionWith(group.GetValueOrDefault(other, [other]));
        foreach (var member in joined) group[member] = joined;
    }
}
