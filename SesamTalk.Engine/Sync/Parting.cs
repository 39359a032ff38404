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
        PairId = rules.Pair.Id, Link = linked.Link with { Reason = Reason.Of(ReasonCodes.UnlinkedBy, decision.By) }, LetsGo = [linked.Link], MovesLink = true, Decided = [decision],
        Parted = [.. new[] { Side.A, Side.B }.Select(side => Alone(rules, linked.Link, side, Population.Unlinked, Reason.Of(ReasonCodes.PartedBy, decision.By, linked.Link.On(side.Other())), now))],
        Conflicts = Over(linked.Open, decision, now),
    };

    /// <summary>The item, with the links that its two records had until now let go.</summary>
    public static PlanItem Displace(PairRules rules, PlanCase.Linked linked, PlanItem item, DateTimeOffset now)
    {
        if (linked.Displaced.IsEmpty) return item;
        var decision = linked.Decisions[0];
        return item with
        {
            LetsGo = [.. linked.Displaced.Select(old => old.Link)], Parted = [.. linked.Displaced.Select(old => LeftBehind(rules, linked, old, decision, now))],
            Conflicts = [.. item.Conflicts, .. linked.Displaced.SelectMany(old => Over(old.Open, decision, now))], DecisionsOver = [.. item.DecisionsOver, .. linked.Displaced.SelectMany(old => old.Undecided)],
        };
    }

    // Where a person gave a linked record another partner, nothing is made by itself for those that are left behind.
    private static UnlinkedRecord LeftBehind(PairRules rules, PlanCase.Linked linked, PlanCase.OldLink old, PersonDecision decision, DateTimeOffset now)
    {
        var left = old.Keeps.Other();
        var reason = Reason.Of(ReasonCodes.PartnerGiven, decision.By, old.Link.On(old.Keeps), linked.Link.On(left));
        return Alone(rules, old.Link, left, decision.LinkId is null ? Population.Waiting : Population.Unlinked, reason, now);
    }

    private static UnlinkedRecord Alone(PairRules rules, Link link, Side side, Population state, Reason reason, DateTimeOffset now) => new()
    {
        DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, Side = side, Id = link.On(side), Label = side == Side.A ? link.LabelA : link.LabelB,
        State = state, Reason = reason, AsksPerson = state == Population.Unlinked, SeenAt = now,
    };

    private static ImmutableArray<OpenConflict> Over(ImmutableArray<OpenConflict> open, PersonDecision decision, DateTimeOffset now) =>
        [.. open.Select(conflict => conflict with { SettledAt = now, Settlement = Reason.Of(ReasonCodes.DecidedThat, decision.By, ChoiceSaid.Of(decision.Choice)) })];
}
