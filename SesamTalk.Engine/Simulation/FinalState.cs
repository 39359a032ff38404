using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>What a simulation ends in, told without generated ids and times, so that two can be compared.</summary>
internal static class FinalState
{
    /// <summary>All records by their values, references by what they refer to, and all links by the records that they join.</summary>
    public static string Of(Evidence evidence)
    {
        var records = evidence.World.Systems.Values.SelectMany(system => system.Memory.Description.Entities.SelectMany(entity =>
            system.Memory.Records(entity.Name).Select(record => $"{system.Id} {entity.Name} {Text(system, record)}")));
        var links = evidence.Pairs.SelectMany(rules => evidence.LinksOf(rules).Select(link =>
            $"link {rules.Pair.Id} [{Told(evidence, rules, link.A, Side.A)}] = [{Told(evidence, rules, link.B, Side.B)}] {link.State}"));
        var conflicts = evidence.Conflicts.Where(c => c.SettledAt is null).Select(c => $"conflict {c.PairId} {c.Subject} {c.A} {c.B}");
        var lonely = evidence.Unlinked.Select(u => $"alone {u.PairId} {u.Side} {u.Label} {u.State}");
        return string.Join('\n', records.Concat(links).Concat(conflicts).Concat(lonely).Order(StringComparer.Ordinal));
    }

    private static string Told(Evidence evidence, Sync.PairRules rules, RecordId id, Side side) =>
        evidence.SystemOf(rules, side) is var system && system.Memory.Record(rules.Ready.On(side).Name, id) is { } record ? Text(system, record) : "gone";

    private static string Text(SimulatedSystem system, Record record) => string.Join(", ", record.Schema.Properties.Where(p => !p.IsKey && p.Path != "Ref").Select(p => $"{p.Path}={Value(system, p, record[p.Path])}"));

    private static object? Value(SimulatedSystem system, SchemaProperty property, object? value)
    {
        if (!property.IsReference || RecordId.From(value) is not { } id) return value;
        return system.Memory.Record(property.References[0], id) is { } referred ? $"<{Text(system, referred)}>" : "<gone>";
    }
}
