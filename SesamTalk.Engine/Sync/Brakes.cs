using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Looks at a whole plan before its first write. Pure.</summary>
public static class Brakes
{
    /// <summary>Null lets the plan go; otherwise the reason why it is held back, with the figures.</summary>
    public static string? Hold(SyncPlan plan, SafetyLimits limits)
    {
        var writes = plan.Writes.Count();
        if (writes > limits.WritesPerRun) return $"It would make {writes} writes; the limit is {limits.WritesPerRun} a run.";
        foreach (var pair in plan.Pairs.Where(pair => pair.Links >= limits.SharesFrom))
        {
            // What two persons approved one by one is not for the brake any more.
            var deletes = pair.Items.SelectMany(item => item.Writes).Count(write => write.Act is WriteAct.Delete or WriteAct.Archive && write.SecondBy is null);
            if (deletes > pair.Links * limits.DeletedShare) return $"It would delete {deletes} of {pair.Links} records in {pair.PairId}; the limit is {limits.DeletedShare:P0}.";
            var updates = pair.Count(WriteAct.Update);
            if (updates > pair.Links * limits.ChangedShare) return $"It would change {updates} of {pair.Links} records in {pair.PairId}; the limit is {limits.ChangedShare:P0}.";
        }

        return null;
    }
}
