using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>What a system shows of its records at a moment: all that really happened until then, and nothing after.</summary>
internal static class JournalView
{
    /// <summary>The records of an entity as those acts left them that are shown, in the order of their last changes, with the stamp that each shows.</summary>
    public static List<(MemoryAct Act, Change Change)> Records(SimulatedSystem system, string entity, Func<MemoryAct, bool> isShown)
    {
        var (last, stamps) = (new Dictionary<RecordId, MemoryAct>(), new Dictionary<RecordId, DateTimeOffset>());
        foreach (var act in system.Memory.Journal)
        {
            if (act.Entity != entity || !isShown(act)) continue;
            last[act.Id] = act;
            if (!IsStill(system, act)) stamps[act.Id] = act.At;
        }

        return [.. last.Values.Where(act => act.After is not null).OrderBy(act => act.Number).Select(act => (act, Change(act) with { At = stamps.GetValueOrDefault(act.Id, act.At) }))];
    }

    /// <summary>One record as it was at a moment; null where there was none.</summary>
    public static Change? Record(SimulatedSystem system, string entity, RecordId id, DateTimeOffset until)
    {
        for (var i = system.Memory.Journal.Count - 1; i >= 0; i--)
        {
            var act = system.Memory.Journal[i];
            if (act.Id == id && act.Entity == entity && system.RightTime(act) <= until) return act.After is null ? null : Change(act);
        }

        return null;
    }

    // An edit of nothing but the one property that moves no stamp.
    private static bool IsStill(SimulatedSystem system, MemoryAct act)
    {
        if (act.Before is not { } before || act.After is not { } after || !system.StillPaths.TryGetValue(act.Entity, out var still)) return false;
        var isStill = !Values.Same(before[still], after[still]) && before.Known().All(v => v.Key == still || Values.Same(v.Value, after[v.Key]));
        if (isStill) system.Faults.Shows(Fault.StillStamps);
        return isStill;
    }

    private static Change Change(MemoryAct act) => new(ChangeKind.Upsert, act.Id, act.After, new RecordVersion($"{act.Number}"), act.At);
}
