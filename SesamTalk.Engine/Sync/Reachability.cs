using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Which records are to be created because something refers to them that is synchronised or about to be: from what is linked
/// or will be created along the references, as far as the creation rules go. Pure.
/// </summary>
internal sealed class Reachability(OpenRun run, IReadOnlyList<PairCases> cases)
{
    private readonly HashSet<(Side, string, RecordId)> _wanted = [];
    private readonly Queue<(Side Side, string Entity, Record Record)> _reached = new();

    /// <summary>The records that a creation rule asks for. One that was asked for before and is not there yet stays so.</summary>
    public HashSet<(Side Side, string Entity, RecordId Id)> Wanted()
    {
        var rules = Rules(run).ToList();
        if (rules.Count == 0) return _wanted;
        foreach (var pair in cases)
            foreach (var one in pair.Cases) Begin(pair.Rules, one);
        while (_reached.TryDequeue(out var from))
        {
            foreach (var rule in rules.Where(rule => rule.Side == from.Side && rule.By(from.Entity)))
                foreach (var id in Referred(from.Record, rule.Pair.Ready.On(rule.Side).Name)) Want(rule.Pair, rule.Side, id);
        }

        return _wanted;
    }

    /// <summary>Whether what a record of an entity refers to may be created because of it.</summary>
    public static bool Begins(OpenRun run, Side side, string entity) => Rules(run).Any(rule => rule.Side == side && rule.By(entity));

    private static IEnumerable<(PairRules Pair, Side Side, Func<string, bool> By)> Rules(OpenRun run)
    {
        foreach (var (pair, side) in run.Pairs.SelectMany(pair => new[] { (pair, Side.A), (pair, Side.B) }))
        {
            if (pair.Pair.From(side) is not { Creation: CreationRule.WhenConnected } direction) continue;
            var system = new SystemDescription([.. run.Pairs.Select(other => other.Ready.On(side)).DistinctBy(entity => entity.Name)]);
            var names = direction.ConnectedTo.Select(name => ConnectedEntities.Find(system, run.Dataflow.On(side).Name, name)?.Name).OfType<string>().ToHashSet();
            yield return (pair, side, entity => direction.ConnectedTo.IsEmpty || names.Contains(entity));
        }
    }

    private void Begin(PairRules rules, PlanCase one)
    {
        if (one is PlanCase.Linked linked)
        {
            foreach (var side in new[] { Side.A, Side.B })
                if ((side == Side.A ? linked.A : linked.B)?.Record is { } record) _reached.Enqueue((side, rules.Ready.On(side).Name, record));
        }
        else if (one is PlanCase.Alone alone && WillBe(rules, alone, CreationRule.Every))
        {
            _reached.Enqueue((alone.Side, rules.Ready.On(alone.Side).Name, alone.Record.Record!));
        }
        else if (one is PlanCase.Alone { Remembered.State: Population.Waiting or Population.Failing } asked && WillBe(rules, asked, CreationRule.WhenConnected))
        {
            Want(rules, asked.Side, asked.Record.Id);
        }
    }

    private static bool WillBe(PairRules rules, PlanCase.Alone alone, CreationRule by) => alone is { Standing: null, Match: Match.None }
        && rules.Pair.From(alone.Side).Creation == by && DependencyMeaning.All(alone.Record.Record!, rules.Pair.From(alone.Side).Predicate);

    private void Want(PairRules rules, Side side, RecordId id)
    {
        if (!_wanted.Add((side, rules.Ready.On(side).Name, id))) return;
        var alone = cases.First(pair => pair.Rules == rules).Cases.OfType<PlanCase.Alone>().FirstOrDefault(one => one.Side == side && one.Record.Id == id);
        if (alone is not null && WillBe(rules, alone, CreationRule.WhenConnected)) _reached.Enqueue((side, rules.Ready.On(side).Name, alone.Record.Record!));
    }

    private static IEnumerable<RecordId> Referred(Record record, string entity) => record.Schema.Properties
        .SelectMany(property => property.Element is { } element
            ? element.Properties.Where(inner => inner.References.Contains(entity)).SelectMany(inner => PathReader.Read(record, $"{property.Path}.{inner.Path}"))
            : property.References.Contains(entity) ? PathReader.Read(record, property.Path) : [])
        .Select(value => RecordId.From(value)).OfType<RecordId>();
}
