using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Removals that one person approved are carried out while they stay below the limit's share of the pair's links; above it each
/// needs a second person, and waits for one while everything else goes on. Pure.
/// </summary>
internal static class SecondPerson
{
    /// <summary>The plan without the removals that need a second person; their links ask for one.</summary>
    public static SyncPlan Ask(SyncPlan plan, SafetyLimits limits, DateTimeOffset now) => new([.. plan.Pairs.Select(pair => Ask(pair, limits, now))]);

    private static PairPlan Ask(PairPlan pair, SafetyLimits limits, DateTimeOffset now)
    {
        var approved = pair.Items.Count(item => item.Writes.Any(write => write.ApprovedBy is not null));
        if (pair.Links < limits.SharesFrom || approved <= pair.Links * limits.DeletedShare) return pair;
        return pair with { Items = [.. pair.Items.Select(item => NeedsSecond(item) ? Waiting(item, approved, pair.Links, now) : item)] };
    }

    private static bool NeedsSecond(PlanItem item) => item.Writes.Any(write => write is { ApprovedBy: not null, SecondBy: null });

    private static PlanItem Waiting(PlanItem item, int approved, int links, DateTimeOffset now) => item with
    {
        Writes = [], Decided = [], Conflicts = [], MovesLink = true,
        Link = item.Link! with
        {
            State = Population.Deleted, AsksPerson = true, ChangedAt = now,
            Reason = Reason.Of(ReasonCodes.SecondNeeded, item.Writes[0].ApprovedBy!, approved, links),
        },
    };
}
