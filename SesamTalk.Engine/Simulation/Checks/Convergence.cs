using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I5, I6, I17: links are one to one, linked records say the same, and every record is somewhere with a reason.</summary>
internal static class Convergence
{
    private static readonly Side[] Sides = [Side.A, Side.B];

    /// <summary>I5: a link whose record is gone does not count as in sync once everything was read.</summary>
    public static IEnumerable<Violation> NoneGone(Evidence evidence) =>
        from rules in evidence.Pairs
        from link in evidence.LinksOf(rules).Where(link => link.State == Population.InSync)
        from side in new[] { Side.A, Side.B }
        where evidence.Record(rules, link, side) is null
        select new Violation("I5", $"link {link.A} = {link.B} of {rules.Pair.Id} counts as in sync, and {side}'s record is gone");

    /// <summary>I5: two that a key found have had a filled key in common.</summary>
    public static IEnumerable<Violation> FoundByAKey(Evidence evidence) =>
        from rules in evidence.Pairs
        from link in evidence.LinksOf(rules).Where(link => link.Origin == LinkOrigin.Found)
        let keysA = evidence.Acts(rules, Side.A, link.A).Where(act => act.After is not null).SelectMany(act => MatchKey.Of(act.After!, Side.A, rules.Pair.Keys)).ToHashSet()
        where !evidence.Acts(rules, Side.B, link.B).Any(act => act.After is not null && MatchKey.Of(act.After, Side.B, rules.Pair.Keys).Any(keysA.Contains))
        select new Violation("I5", $"{rules.Pair.Id} {link.A} = {link.B} were linked by a key ({link.Because}), and never had one in common");

    /// <summary>I5: two that a key found had only each other. Looked at where no fault blurs what was there when they were linked.</summary>
    public static IEnumerable<Violation> NeverGuessed(Evidence evidence) =>
        from rules in evidence.Pairs.Where(_ => !evidence.World.Mix.Kinds.Any() && evidence.World.Shape.Dataflows.Count == 1)
        from link in evidence.LinksOf(rules).Where(link => link.Origin == LinkOrigin.Found)
        from side in new[] { Side.A, Side.B }
        let own = KeysAt(evidence, rules, side, link.On(side), link.LinkedAt)
        from rival in evidence.SystemOf(rules, side).Memory.Journal.Where(act => act.Entity == rules.Ready.On(side).Name && act.Id != link.On(side)).Select(act => act.Id).Distinct()
        where KeysAt(evidence, rules, side, rival, link.LinkedAt).Intersect(own).Intersect(KeysAt(evidence, rules, side.Other(), link.On(side.Other()), link.LinkedAt)).Any()
            && evidence.LinksOf(rules).All(other => other.On(side) != rival || other.LinkedAt >= link.LinkedAt)
        select new Violation("I5", $"{rules.Pair.Id} {link.A} = {link.B} were linked by a key ({link.Because}) that {side}'s {rival} had too");

    private static System.Collections.Immutable.ImmutableArray<string> KeysAt(Evidence evidence, Sync.PairRules rules, Side side, RecordId id, DateTimeOffset at) =>
        evidence.Acts(rules, side, id).LastOrDefault(act => act.At <= at)?.After is { } record && rules.IsInScope(side, record) ? MatchKey.Of(record, side, rules.Pair.Keys) : [];

    /// <summary>I6: after settling, all is at rest, and what counts as in sync is.</summary>
    public static IEnumerable<Violation> InSync(Evidence evidence)
    {
        if (!evidence.IsAtRest) yield return new("I6", $"it does not come to rest in {Story.RoundsToRest} rounds; last: {evidence.World.Runs[^1].Run?.Outcome} {evidence.World.Runs[^1].Run?.Reason}");
        foreach (var rules in evidence.Pairs)
        {
            foreach (var link in evidence.LinksOf(rules).Where(link => link.State == Population.InSync))
            {
                var (a, b) = (evidence.Record(rules, link, Side.A), evidence.Record(rules, link, Side.B));
                if (a is null || b is null) continue;
                foreach (var (group, what) in Equality.Differences(evidence, rules, a, b).Where(d => !RefersToAnIdGivenAgain(evidence, rules, d.Group, a, b))) yield return new("I6", $"{rules.Pair.Id} {link.A} = {link.B} counts as in sync, and {group.Key} differs: {what}");
            }
        }
    }

    // A system that gives an id again lets its own old references speak of another record; neither side has changed, and nobody can tell.
    internal static bool RefersToAnIdGivenAgain(Evidence evidence, Sync.PairRules rules, Mapping.RowGroup group, Record a, Record b) => Sides.Any(side => group.PathsOn(side).Any(path =>
        rules.Ready.On(side).Schema.Find(path) is { IsReference: true } property && RecordId.From((side == Side.A ? a : b)[path]) is { } id
        && evidence.SystemOf(rules, side).Memory.Journal.Count(act => act.Id == id && property.References.Contains(act.Entity) && act.Kind == Connectors.WriteKind.Create) > 1));

    /// <summary>I6: every record of both sides is in exactly one place.</summary>
    public static IEnumerable<Violation> EveryRecordCounted(Evidence evidence)
    {
        foreach (var rules in evidence.Pairs)
        {
            foreach (var side in new[] { Side.A, Side.B })
            {
                var linked = evidence.LinksOf(rules).Select(link => link.On(side)).ToHashSet();
                var lonely = evidence.Unlinked.Where(u => u.DataflowId == rules.Dataflow.Id && u.PairId == rules.Pair.Id && u.Side == side).Select(u => u.Id).ToHashSet();
                var records = evidence.SystemOf(rules, side).Memory.Records(rules.Ready.On(side).Name);
                foreach (var record in records.Where(record => rules.IsInScope(side, record) && linked.Contains(record.Id!.Value) == lonely.Contains(record.Id.Value) && !IsSiblings(evidence, rules, side, record.Id.Value)))
                    yield return new("I6", $"{rules.Pair.Id} {side} {record.Id} is {(linked.Contains(record.Id!.Value) ? "both linked and without a partner" : "neither linked nor known to be without a partner")}");
                foreach (var ghost in lonely.Where(id => records.All(record => record.Id != id))) yield return new("I6", $"{rules.Pair.Id} {side} {ghost} counts as without a partner, and is gone");
            }
        }
    }

    // A record that a sibling has linked is counted there, also where an edit took it out of the sibling's filters.
    private static bool IsSiblings(Evidence evidence, Sync.PairRules rules, Side side, RecordId id) => evidence.Pairs
        .Any(other => other.Dataflow.Id == rules.Dataflow.Id && other != rules && other.Ready.On(side).Name == rules.Ready.On(side).Name && evidence.LinksOf(other).Any(link => link.On(side) == id));

    /// <summary>I5: a record has one link in a pair, and one per system across unless the pairs are aspects.</summary>
    public static IEnumerable<Violation> OneToOne(Evidence evidence)
    {
        foreach (var rules in evidence.Pairs)
        {
            foreach (var side in new[] { Side.A, Side.B })
            {
                foreach (var twice in evidence.LinksOf(rules).GroupBy(link => link.On(side)).Where(g => g.Count() > 1)) yield return new("I5", $"{rules.Pair.Id} {side} {twice.Key} is linked {twice.Count()} times");
            }
        }
    }

    /// <summary>I5: a record that two pairs of one entity could take is linked by one of them only, but for aspects.</summary>
    public static IEnumerable<Violation> ClaimedOnce(Evidence evidence) =>
        from claims in evidence.Pairs.SelectMany(rules => evidence.LinksOf(rules).Where(link => link.State is not (Population.Deleted or Population.OutOfScope)), (rules, link) => (Rules: rules, Link: link))
            .GroupBy(claim => (Flow: claim.Rules.Dataflow.Id, Entity: claim.Rules.Ready.B.Name, claim.Link.B))
        where claims.Select(claim => claim.Rules.Ready.A.Name).Distinct().Count() > 1
        select new Violation("I5", $"{claims.Key.Entity} {claims.Key.B} is linked by {string.Join(" and ", claims.Select(claim => $"{claim.Rules.Pair.Id} {claim.Link.A}"))}");

    /// <summary>I17: no child waits for a parent that is linked, and nothing waits when all has settled.</summary>
    public static IEnumerable<Violation> NothingWaits(Evidence evidence) =>
        evidence.Links.Where(link => link.State == Population.Waiting && !Sides.Any(side => WaitsForAMissingPartner(evidence, link.DataflowId, link.PairId, side, link.On(side))))
            .Select(link => new Violation("I17", $"{link.PairId} {link.A} = {link.B} still waits: {link.Reason}"))
            .Concat(evidence.Unlinked.Where(u => u.State == Population.Waiting && !WaitsForAMissingPartner(evidence, u.DataflowId, u.PairId, u.Side, u.Id)).Select(u => new Violation("I17", $"{u.PairId} {u.Side} {u.Id} still waits: {u.Reason}")));

    // A reference to a record that itself has no link (several candidates and a person must choose; refused; deleted) waits for good, and rightly.
    private static bool WaitsForAMissingPartner(Evidence evidence, string dataflow, string pair, Side side, RecordId id)
    {
        var rules = evidence.Pairs.First(p => p.Dataflow.Id == dataflow && p.Pair.Id == pair);
        var record = evidence.SystemOf(rules, side).Memory.Record(rules.Ready.On(side).Name, id);
        return record is not null && rules.Mapper.Map(record, side.Other(), evidence.Book) is var mapped
            && Enumerable.Range(0, mapped.Count).Any(row => mapped[row] is Mapping.PendingReference);
    }
}
