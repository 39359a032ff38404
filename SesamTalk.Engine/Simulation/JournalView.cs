using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>What a system shows of its records at a moment: all that really happened until then, and nothing after.</summary>
internal static class JournalView
{
    /// <summary>The records of an entity as those acts left them that are shown, in the order of their last changes.</summary>
    public static List<(MemoryAct Act, Change Change)> Records(MemorySystem system, string entity, Func<MemoryAct, bool> isShown)
    {
        var last = new Dictionary<RecordId, MemoryAct>();
        foreach (var act in system.Journal)
        {
            if (act.Entity == entity && isShown(act)) last[act.Id] = act;
        }

        return [.. last.Values.Where(act => act.After is not null).OrderBy(act => act.Number).Select(act => (act, Change(act)))];
    }

    /// <summary>One record as it was at a moment; null where there was none.</summary>
    public static Change? Record(MemorySystem system, string entity, RecordId id, DateTimeOffset until)
    {
        for (var i = system.Journal.Count - 1; i >= 0; i--)
        {
            var act = system.Journal[i];
            if (act.Id == id && act.Entity == entity && act.At <= until) return act.After is null ? null : Change(act);
        }

        return null;
    }

    private static Change Change(MemoryAct act) => new(ChangeKind.Upsert, act.Id, act.After, new RecordVersion($"{act.Number}"), act.At);
}
