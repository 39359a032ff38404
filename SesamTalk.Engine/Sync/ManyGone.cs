using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// A system that lost its data, or answers as if it had, shows lists that are whole and nearly empty, and says of each record
/// that it is gone. In a pair of fewer links than <see cref="SafetyLimits.SharesFrom"/>, where no share is looked at, several
/// removals at once therefore ask a person each, whatever the direction says, and everything else goes on. Pure.
/// </summary>
internal static class ManyGone
{
    /// <summary>So many removals in one run of a small pair are never carried out by themselves; nor are those of all it has, from two on.</summary>
    public const int Handful = 3;

    /// <summary>The plan without the removals that nobody approved, in pairs where they are too many; their links ask.</summary>
    public static SyncPlan Ask(SyncPlan plan, Dataflow dataflow, DateTimeOffset now) => new([.. plan.Pairs.Select(pair => Ask(pair, dataflow, now))]);

    /// <summary>So many removals of so many links are too many to be carried out by themselves.</summary>
    public static bool IsTooMany(int removals, int links, SafetyLimits limits) =>
        links < limits.SharesFrom && removals > links * limits.DeletedShare && (removals >= Handful || (removals >= 2 && removals >= links));

    private static PairPlan Ask(PairPlan pair, Dataflow dataflow, DateTimeOffset now)
    {
        var removals = pair.Items.Count(IsByItself);
        if (removals == 0) return pair;
        var tooMany = IsTooMany(removals, pair.Links, dataflow.Limits);
        var items = pair.Items.Select(item => IsByItself(item) && (tooMany || Asked(item) is not null) ? Asking(item, removals, pair.Links, dataflow, now) : item);
        return pair with { Items = [.. items.Where(item => !item.IsQuiet)] };
    }

    // What is deleted because its partner is gone, and not because somebody approved it.
    private static bool IsByItself(PlanItem item) => item.Writes.Any(write => write is { Act: WriteAct.Delete or WriteAct.Archive, ApprovedBy: null, StillGone: not null });

    // What was asked once stays for a person, also when the others have been decided and few are left.
    private static Link? Asked(PlanItem item) => item.Case is PlanCase.Linked { Link: { State: Population.Deleted, AsksPerson: true } link } && link.Reason.Code == ReasonCodes.ManyGone ? link : null;

    private static PlanItem Asking(PlanItem item, int removals, int links, Dataflow dataflow, DateTimeOffset now)
    {
        var asked = Asked(item);
        var why = asked?.Reason ?? Reason.Of(ReasonCodes.ManyGone, dataflow.On(item.Writes[0].Side.Other()).Name, removals, links);
        var link = item.Link! with { State = Population.Deleted, AsksPerson = true, Reason = why, ChangedAt = asked?.ChangedAt ?? now };
        return item with { Writes = [], Link = link, MovesLink = link != asked };
    }
}
