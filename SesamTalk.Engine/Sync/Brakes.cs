using System.Globalization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Looks at a whole plan before its first write. Pure.</summary>
public static class Brakes
{
    /// <summary>Null lets the plan go; otherwise the reason why it is held back, with the figures.</summary>
    public static Reason? Hold(SyncPlan plan, SafetyLimits limits)
    {
        var writes = plan.Writes.Count();
        if (writes > limits.WritesPerRun) return Reason.Of(ReasonCodes.TooManyWrites, writes, limits.WritesPerRun);
        foreach (var pair in plan.Pairs.Where(pair => pair.Links >= limits.SharesFrom))
        {
            // What two persons approved one by one is not for the brake any more.
            var deletes = pair.Items.SelectMany(item => item.Writes).Count(write => write.Act is WriteAct.Delete or WriteAct.Archive && write.SecondBy is null);
            if (deletes > pair.Links * limits.DeletedShare) return Reason.Of(ReasonCodes.TooManyDeletes, deletes, pair.Links, pair.PairId, Percent(limits.DeletedShare));
            var updates = pair.Count(WriteAct.Update);
            if (updates > pair.Links * limits.ChangedShare) return Reason.Of(ReasonCodes.TooManyChanges, updates, pair.Links, pair.PairId, Percent(limits.ChangedShare));
        }

        return null;
    }

    /// <summary>Whether a plan might be held back once all that was set aside is in it: each new record alone is one write at most, two that a key found are two.</summary>
    internal static bool MayHold(SyncPlan plan, IReadOnlyList<PairCases> cases, SafetyLimits limits)
    {
        var asides = cases.Where(pair => pair.Aside is not null).ToDictionary(pair => pair.Rules.Pair.Id, pair => pair.Aside!);
        if (Hold(plan, limits) is not null || plan.Writes.Count() + asides.Values.Sum(aside => aside.Alone + (2L * aside.Found)) > limits.WritesPerRun) return true;
        return plan.Pairs.Any(pair => pair.Links >= limits.SharesFrom && asides.TryGetValue(pair.PairId, out var aside) && pair.Count(WriteAct.Update) + (2L * aside.Found) > pair.Links * limits.ChangedShare);
    }

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
