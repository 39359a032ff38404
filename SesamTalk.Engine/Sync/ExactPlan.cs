using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// "Exactly this plan": what is planned now, as far as it is what was planned then. An item that has moved is left out with a
/// reason, one that is new waits for the next run; never anything else. Pure.
/// </summary>
internal static class ExactPlan
{
    /// <summary>The plan to carry out, and the stored plan with the reasons of what is left out.</summary>
    public static PlanToDo Of(SyncPlan fresh, StoredPlan stored)
    {
        var then = stored.Body.Items.Where(item => item.Skipped is null).ToDictionary(item => (item.PairId, item.Key), item => item.Mark);
        var now = fresh.Pairs.SelectMany(pair => pair.Items).ToDictionary(item => (item.PairId, PlanText.KeyOf(item)), PlanText.MarkOf);
        var plan = new SyncPlan([.. fresh.Pairs.Select(pair => pair with { Items = [.. pair.Items.Where(item => Same(then, item))] })]);
        var items = stored.Body.Items.Select(item => item.Skipped is not null ? item : item with { Skipped = WhyLeft(now, item) });
        var isWhole = plan.Pairs.Sum(pair => pair.Items.Length) == now.Count;
        return new PlanToDo(plan, isWhole, stored with { Body = stored.Body with { Items = [.. items] } });
    }

    private static bool Same(Dictionary<(string, string), string> then, PlanItem item) =>
        then.GetValueOrDefault((item.PairId, PlanText.KeyOf(item))) == PlanText.MarkOf(item);

    private static Reason? WhyLeft(Dictionary<(string, string), string> now, StoredPlanItem item) => now.GetValueOrDefault((item.PairId, item.Key)) switch
    {
        null => Reason.Of(ReasonCodes.MovedNothing),
        var mark when mark == item.Mark => null,
        _ => Reason.Of(ReasonCodes.MovedOther),
    };
}
