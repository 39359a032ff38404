using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Joins what was read with what is remembered, for one pair: links with both their records, records that a key finds a
/// partner for, and records that stand alone. Whatever an earlier run left open is looked at again although it did not change.
/// </summary>
internal sealed class CaseBuilder(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory, Identifiers ids)
{
    public async Task<PairCases> BuildAsync(PairRules rules, CancellationToken cancellation)
    {
        var aspects = new AspectCases(run, readings, lookUps, memory, ids);
        var linked = await new LinkedCases(run, readings, lookUps, memory).BuildAsync(rules, await aspects.ComingAsync(rules, cancellation), cancellation);
        var alone = await new AloneRecords(run, readings, lookUps, memory).CollectAsync(rules, linked, cancellation);
        var following = await aspects.FollowAsync(rules, alone, cancellation);
        var decided = AloneDecisions.Of(run, rules, alone);
        var matches = Matcher.Match(decided.Open(alone, Side.A), decided.Open(alone, Side.B));
        if (!run.Pieces.AmbiguousNeverGuessed) matches = Guessed(matches);
        var open = (await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).Where(conflict => conflict.LinkId is null && conflict.PairId == rules.Pair.Id).ToList();
        var found = matches.A.Where(m => m.Value is Match.Found).Select(m => Found(rules, alone, m.Key, (Match.Found)m.Value, open))
            .Concat(decided.Together.Select(t => Linked(rules, alone, t.A, t.B, LinkOrigin.ByPerson, Reason.Of(ReasonCodes.LinkedBy, t.Decision.By), open) with { Decisions = [t.Decision] })).ToList();
        var lonely = new[] { Side.A, Side.B }.SelectMany(side => alone.On(side).Values.Where(r => !decided.IsTogether(side, r.Change.Id))
            .Select(r => Alone(rules, side, r, matches.On(side).GetValueOrDefault(r.Change.Id) ?? new Match.None(), decided.Of(side, r.Change.Id)))).OfType<PlanCase.Alone>().ToList();
        var standing = lonely.Select(one => (one.Side, one.Record.Id)).ToHashSet();
        var count = await memory.LinkCountAsync(run.Dataflow.Id, rules.Pair.Id, cancellation);
        var noLonger = new[] { Side.A, Side.B }.SelectMany(side => alone.On(side).Values.Where(r => r.Remembered is not null && !standing.Contains((side, r.Change.Id)))
            .Select(r => new UnlinkedKey(rules.Pair.Id, side, r.Change.Id)));
        return new PairCases(rules, [.. linked.Cases, .. following, .. found, .. lonely], count, [.. alone.Gone, .. noLonger]);
    }

    // Null for a record that has a partner by now, or that another pair remembers.
    private PlanCase.Alone? Alone(PairRules rules, Side side, AloneRecords.Lonely lonely, Match match, PersonDecision? decision)
    {
        if (match is Match.Found || lonely.Aspect is not null) return null;
        if (lonely.Taken is Taken.IfMatched { Otherwise: null } && match is Match.None) return null;
        var standing = lonely.Taken switch { Taken.Stays stays => stays.Standing, Taken.IfMatched chosen => chosen.Otherwise, _ => null };
        return new PlanCase.Alone(side, lonely.Change, lonely.Remembered, match, ids.New(), standing, run.Unsettled.Contains((rules.Pair.Id, side, lonely.Change.Id))) { Decision = decision };
    }

    private PlanCase.Linked Found(PairRules rules, AloneRecords.Collected alone, RecordId a, Match.Found match, List<OpenConflict> open)
    {
        var parts = rules.Pair.Keys[match.Row].Parts;
        return Linked(rules, alone, a, match.Partner.Id, LinkOrigin.Found, string.Join(", ", parts.Select(part => $"{part.A} = {part.B}")), open);
    }

    private PlanCase.Linked Linked(PairRules rules, AloneRecords.Collected alone, RecordId a, RecordId b, LinkOrigin origin, Reason because, List<OpenConflict> open)
    {
        var (recordA, recordB) = (alone.On(Side.A)[a].Change, alone.On(Side.B)[b].Change);
        var link = new Link
        {
            Id = ids.New(), DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, A = a, B = b, Origin = origin, Because = because,
            LinkedAt = run.Now, ChangedAt = run.Now, LabelA = rules.LabelOf(Side.A, recordA.Record), LabelB = rules.LabelOf(Side.B, recordB.Record),
        };
        // What was asked about either record while it had no partner is over.
        return new PlanCase.Linked(link, IsNew: true, recordA, recordB, null, [.. open.Where(conflict => conflict.Subject == CreateGuard.Subject(Side.A, a) || conflict.Subject == CreateGuard.Subject(Side.B, b))]);
    }

    // Only for the simulation, which takes the rule out that several candidates are for a person.
    private static MatchResult Guessed(MatchResult matches)
    {
        var taken = new HashSet<RecordId>();
        return matches with { A = matches.A.ToDictionary(m => m.Key, m => m.Value is Match.Several several && several.Candidates.FirstOrDefault(c => matches.B[c.Id] is Match.Several && taken.Add(c.Id)) is { } first ? new Match.Found(first, several.Row) : m.Value) };
    }
}
