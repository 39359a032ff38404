using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Which of the pairs of an entity takes a record that has no partner. A record is remembered by one pair, so that it is counted once.</summary>
internal static class Taking
{
    /// <summary>What a pair does with a record of its entity.</summary>
    public static Taken By(OpenRun run, PairRules rules, Side side, Record record)
    {
        var siblings = run.Pairs.Where(pair => pair.Ready.On(side).Name == rules.Ready.On(side).Name).ToList();
        var takers = siblings.FindAll(pair => pair.IsInScope(side, record));
        if (takers.Count == 0) return rules == siblings[0] ? new Taken.Stays(Untaken(run, siblings, side)) : Taken.Elsewhere;
        if (!takers.Contains(rules)) return Taken.Elsewhere;
        if (Leading(takers.FindAll(pair => AreAspects(pair, rules))) is { } leading && leading != rules) return new Taken.Stays(new Standing(Population.Waiting, Reason.Of(ReasonCodes.SharesPartner, leading.Pair.Id)));
        var creating = takers.FindAll(pair => Creates(pair, side)).DistinctBy(pair => pair.Ready.On(side.Other()).Name).ToList();
        if (creating.Count < 2 || MeansAll(creating, side) || !creating.Exists(pair => AreAspects(pair, rules))) return Taken.Here;
        var names = string.Join(", ", creating.Select(pair => pair.Pair.On(side.Other()).Entity).Distinct());
        return new Taken.IfMatched(creating.Exists(pair => pair == rules) && rules == creating[0]
            ? new Standing(Population.Unlinked, Reason.Of(ReasonCodes.CouldBecome, names, run.Dataflow.On(side.Other()).Name)) : null);
    }

    /// <summary>Two pairs over the same two entities: projections of the same records, with links of their own.</summary>
    public static bool AreAspects(PairRules one, PairRules other) => one.Ready.A.Name == other.Ready.A.Name && one.Ready.B.Name == other.Ready.B.Name;

    /// <summary>Both documents' sections say "Every" of the very same entity: each makes its own partner.</summary>
    public static bool MeansAll(IEnumerable<PairRules> pairs, Side side) => side == Side.A && pairs.All(pair => pair.Pair.From(side).Origin == RuleOrigin.Document);

    /// <summary>The sibling aspect that a linked record has moved to by an edit; null where it stays, or leaves the scope of all.</summary>
    public static PairRules? MovedTo(OpenRun run, PairRules from, Side side, Record record) => from.IsInScope(side, record)
        ? null
        : run.Pairs.FirstOrDefault(pair => pair != from && AreAspects(pair, from) && ExcludeEachOther(pair.Pair, from.Pair) && pair.IsInScope(side, record));

    /// <summary>No record fits the filters of both; such aspects never share one.</summary>
    public static bool ExcludeEachOther(Pair one, Pair other) =>
        FilterScopes.Disjoint(one.A.Filters, other.A.Filters) || FilterScopes.Disjoint(one.B.Filters, other.B.Filters);

    // Of several aspects that take a record the first that creates at all is the one that links it; the others follow its link.
    private static PairRules? Leading(List<PairRules> aspects) => aspects.Find(pair => Creates(pair, Side.A) || Creates(pair, Side.B)) ?? aspects.FirstOrDefault();

    private static bool Creates(PairRules pair, Side from) => pair.Pair.From(from).Creation is CreationRule.Every or CreationRule.WhenConnected;

    private static Standing Untaken(OpenRun run, List<PairRules> siblings, Side side)
    {
        var isShared = siblings.FindAll(pair => Creates(pair, side)).Select(pair => pair.Ready.On(side.Other()).Name).Distinct().Count() > 1;
        return isShared
            ? new Standing(Population.Unlinked, Reason.Of(ReasonCodes.SaysNotWhat, run.Dataflow.On(side.Other()).Name))
            : new Standing(Population.OutOfScope, Reason.Of(ReasonCodes.OutsideFilters));
    }
}

/// <summary>Where a record stands whatever else is found.</summary>
internal sealed record Standing(Population State, Reason Reason);

/// <summary>What a pair does with a record of its entity.</summary>
internal abstract record Taken
{
    /// <summary>It is this pair's.</summary>
    public static readonly Taken Here = new Its();

    /// <summary>Another pair has it.</summary>
    public static readonly Taken Elsewhere = new Other();

    public sealed record Its : Taken;

    public sealed record Other : Taken;

    /// <summary>It is linked where a key finds a partner and otherwise stands so; null where another pair remembers it.</summary>
    public sealed record IfMatched(Standing? Otherwise) : Taken;

    /// <summary>It stands so.</summary>
    public sealed record Stays(Standing Standing) : Taken;
}
