using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Sync;

/// <summary>Of a plan only what links records: for a run that rebuilds links and writes in no system. Pure.</summary>
internal static class LinksOnly
{
    /// <summary>The same pairs, each with the links that are new and the records of which it is now known that they fit several.</summary>
    public static SyncPlan Of(SyncPlan plan) => new([.. plan.Pairs.Select(pair => pair with { Items = [.. pair.Items.Select(Linking).OfType<PlanItem>()] })]);

    // What both sides of a new link agree on is agreed; what differs waits for the next run, which writes. All else is left to that run too.
    private static PlanItem? Linking(PlanItem item) => item switch
    {
        { IsNewLink: true, Link: { } link, Case: PlanCase.Linked, LetsGo.IsEmpty: true } => item with
        {
            Writes = [], Overruled = [], Together = [], Rules = [], Deferred = null,
            Link = item.Writes.IsEmpty && item.Deferred is null ? link : link with { State = Population.Waiting, Reason = Reason.Of(ReasonCodes.LinkedOnly) },
        },
        { Unlinked.State: Population.Ambiguous, Writes.IsEmpty: true, LetsGo.IsEmpty: true } => item,
        _ => null,
    };
}
