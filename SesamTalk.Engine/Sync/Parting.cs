using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Plans links that are let go by a person's decision. Nothing is written in either system. Pure.</summary>
internal static class Parting
{
    /// <summary>Two linked records that do not belong together: each stands alone, and what was asked about them is over.</summary>
    public static PlanItem Unlink(PairRules rules, PlanCase.Linked linked, PersonDecision decision, DateTimeOffset now) => new()
    {
        PairId = rules.Pair.Id, Link = linked.Link with { Reason = Reason.Of(ReasonCodes.UnlinkedBy, decision.By) }, LetsGo = linked.Link, MovesLink = true, Decided = [decision],
        Parted = [.. new[] { Side.A, Side.B }.Select(side => Alone(rules, linked.Link, side, Population.Unlinked, Reason.Of(ReasonCodes.PartedBy, decision.By, linked.Link.On(side.Other())), now))],
        Conflicts = Over(linked.Open, decision, now),
    };

    /// <summary>The item, with the link that one of its two records had until now let go.</summary>
    public static PlanItem Displace(PairRules rules, PlanCase.Linked linked, PlanItem item, DateTimeOffset now)
    {
        if (linked.Displaced is not { } old) return item;
        var decision = linked.Decisions[0];
        var (kept, left) = (old.Link.On(old.Keeps), old.Keeps.Other());
        var reason = Reason.Of(ReasonCodes.PartnerGiven, decision.By, kept, linked.Link.On(left));
        return item with { LetsGo = old.Link, Parted = [Alone(rules, old.Link, left, Population.Waiting, reason, now)], Conflicts = [.. item.Conflicts, .. Over(old.Open, decision, now)] };
    }

    private static UnlinkedRecord Alone(PairRules rules, Link link, Side side, Population state, Reason reason, DateTimeOffset now) => new()
    {
        DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, Side = side, Id = link.On(side), Label = side == Side.A ? link.LabelA : link.LabelB,
        State = state, Reason = reason, AsksPerson = state == Population.Unlinked, SeenAt = now,
    };

    private static ImmutableArray<OpenConflict> Over(ImmutableArray<OpenConflict> open, PersonDecision decision, DateTimeOffset now) =>
        [.. open.Select(conflict => conflict with { SettledAt = now, Settlement = Reason.Of(ReasonCodes.DecidedThat, decision.By, ChoiceSaid.Of(decision.Choice)) })];
}
