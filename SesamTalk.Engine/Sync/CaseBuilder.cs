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
        var links = new LinkedCases(run, readings, lookUps, memory);
        var linked = await links.BuildAsync(rules, await aspects.ComingAsync(rules, cancellation), cancellation);
        var records = new AloneRecords(run, readings, lookUps, memory);
        var alone = await records.CollectAsync(rules, linked, cancellation);
        var aside = AsideCases.Of(readings, rules, alone, (side, changes) => records.New(rules, side, changes), (a, b) => OfNew(rules, new(records.New(rules, Side.A, a), records.New(rules, Side.B, b), [])));
        var following = await aspects.FollowAsync(rules, alone, cancellation);
        var decided = AloneDecisions.Of(run, rules, alone);
        var apart = new Apart(run.Decisions, rules.Pair.Id);
        var late = await LateCreates.FindAsync(run, rules, alone, decided, memory, cancellation);
        var matches = Matcher.Match(decided.Open(alone, Side.A).FindAll(one => !late.Has(Side.A, one.Id)), decided.Open(alone, Side.B).FindAll(one => !late.Has(Side.B, one.Id)), apart.Are);
        if (!run.Pieces.AmbiguousNeverGuessed) matches = Guessed(matches);
        var conflicts = (await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).Where(conflict => conflict.PairId == rules.Pair.Id).ToList();
        var open = conflicts.FindAll(conflict => conflict.LinkId is null);
        var ofLinks = conflicts.Where(conflict => conflict.LinkId is not null).ToLookup(conflict => conflict.LinkId!.Value);
        var relinks = await new Relinks(run, readings, lookUps, memory).FindAsync(rules, alone, ofLinks, cancellation);
        var exchanges = await new Exchanges(run, readings, lookUps, memory, links).FindAsync(rules, linked, ofLinks, cancellation);
        var found = matches.A.Where(m => m.Value is Match.Found).Select(m => Found(rules, alone, m.Key, (Match.Found)m.Value, open))
            .Concat(decided.Together.Select(t => Linked(rules, alone.On(Side.A)[t.A].Change, alone.On(Side.B)[t.B].Change, LinkOrigin.ByPerson, Reason.Of(ReasonCodes.LinkedBy, t.Decision.By), open) with { Decisions = [t.Decision] }))
            .Concat(late.Met.Select(two => Met(rules, alone, two, open)))
            .Concat(relinks.Select(relink => Relinked(rules, relink, open)))
            .Concat(exchanges.Done.Select(one => Linked(rules, one.A, one.B, LinkOrigin.ByPerson, Reason.Of(ReasonCodes.LinkedBy, one.Decision.By), open) with { Decisions = [one.Decision], Displaced = one.Old })).ToList();
        var given = relinks.Select(relink => (relink.Side, relink.Lonely.Change.Id)).ToHashSet();
        var lonely = new[] { Side.A, Side.B }.SelectMany(side => alone.On(side).Values.Where(r => !decided.IsTogether(side, r.Change.Id) && !late.IsMet(side, r.Change.Id) && !given.Contains((side, r.Change.Id)))
            .Select(r => Alone(rules, side, r, matches, decided, apart, open) is { } one ? one with { TwinOf = late.CauseOf(side, r.Change.Id) } : null)).OfType<PlanCase.Alone>().ToList();
        var standing = lonely.Select(one => (one.Side, one.Record.Id)).ToHashSet();
        var count = await memory.LinkCountAsync(run.Dataflow.Id, rules.Pair.Id, run.Dataflow.Limits.LinksToKnow(linked.Cases.Length + (aside?.Found ?? 0)), cancellation);
        var noLonger = new[] { Side.A, Side.B }.SelectMany(side => alone.On(side).Values.Where(r => r.Remembered is not null && !standing.Contains((side, r.Change.Id)))
            .Select(r => new UnlinkedKey(rules.Pair.Id, side, r.Change.Id)));
        var displaced = relinks.Select(relink => relink.Old.Link.Id).Concat(exchanges.Displaced).ToHashSet();
        return new PairCases(rules, [.. linked.Cases.Where(one => !displaced.Contains(one.Link.Id)).Select(exchanges.Held), .. following, .. found, .. lonely], count, [.. alone.Gone, .. noLonger])
        {
            Aside = aside,
            Over = run.Only is null ? [.. open.Except(lonely.SelectMany(one => one.Open)).Except(found.SelectMany(one => one.Open)).Select(conflict => conflict with { SettledAt = run.Now, Settlement = WhyOver(conflict, linked, alone) })] : [],
            Lapsed = [.. run.Decisions.Where(decision => decision.PairId == rules.Pair.Id && decision.Alone() is { } about && (IsLinked(about, linked) || IsGone(about, alone)))],
        };
    }

    // Nobody has heard of them, asked about them or decided anything: the keys and the rows of the pair say all.
    private PairCases OfNew(PairRules rules, AloneRecords.Collected alone)
    {
        var matches = Matcher.Match(alone.Candidates(Side.A), alone.Candidates(Side.B));
        var (none, apart) = (AloneDecisions.Of(run, rules, new([], [], [])), new Apart([], rules.Pair.Id));
        var found = matches.A.Where(m => m.Value is Match.Found).Select(m => Found(rules, alone, m.Key, (Match.Found)m.Value, []));
        var lonely = new[] { Side.A, Side.B }.SelectMany(side => alone.On(side).Values.Select(one => Alone(rules, side, one, matches, none, apart, []))).OfType<PlanCase.Alone>();
        return new PairCases(rules, [.. found, .. lonely], 0, []);
    }

    // Null for a record that has a partner by now, or that another pair remembers.
    private PlanCase.Alone? Alone(PairRules rules, Side side, AloneRecords.Lonely lonely, MatchResult matches, AloneDecisions decided, Apart apart, List<OpenConflict> open)
    {
        var (match, decision) = (matches.On(side).GetValueOrDefault(lonely.Change.Id) ?? new Match.None(), decided.Of(side, lonely.Change.Id));
        if (match is Match.Found || lonely.Aspect is not null) return null;
        if (lonely.Taken is Taken.IfMatched { Otherwise: null } && match is Match.None) return null;
        var standing = lonely.Taken switch { Taken.Stays stays => stays.Standing, Taken.IfMatched chosen => chosen.Otherwise, _ => null };
        if (decision is null && match is Match.None) standing ??= apart.Of(side, lonely.Change.Id);
        var (own, may) = ((rules.Pair.Id, side, lonely.Change.Id), run.MayBeUnsettled(rules, side, lonely.Change.Record!));
        return new PlanCase.Alone(side, lonely.Change, lonely.Remembered, match, ids.New(), standing, may is not null || run.Unsettled.Contains(own))
        {
            Keys = run.Pieces.BlankNeverMatches ? lonely.Candidate.Keys : default, Decision = decision, IsUntellable = run.Untellable.Contains(may is null ? own : (may.PairId, may.Side.Other(), may.Source)), Asks = WhoAsks.Of(matches, side, lonely.Change.Id), Lapsed = decided.Impossible.GetValueOrDefault((side, lonely.Change.Id)), Open = [.. open.Where(conflict => conflict.Subject == CreateGuard.Subject(side, lonely.Change.Id))],
        };
    }

    private static Reason WhyOver(OpenConflict conflict, LinkedCases.Built linked, AloneRecords.Collected alone) =>
        Reason.Of(!IsLinked(conflict.Alone()!.Value, linked) && IsGone(conflict.Alone()!.Value, alone) ? ReasonCodes.RecordGone : ReasonCodes.HasPartner);

    private static bool IsGone((Side Side, RecordId Id) record, AloneRecords.Collected alone) => alone.Gone.Any(gone => (gone.Side, gone.Id) == record);

    private static bool IsLinked((Side Side, RecordId Id) record, LinkedCases.Built linked) => (record.Side == Side.A ? linked.LinkedA : linked.LinkedB).Contains(record.Id);

    private PlanCase.Linked Found(PairRules rules, AloneRecords.Collected alone, RecordId a, Match.Found match, List<OpenConflict> open)
    {
        var parts = rules.Pair.Keys[match.Row].Parts;
        return Linked(rules, alone.On(Side.A)[a].Change, alone.On(Side.B)[match.Partner.Id].Change, LinkOrigin.Found, Reason.InOwnWords(string.Join(", ", parts.Select(part => $"{part.A} = {part.B}"))), open);
    }

    // What was sent is agreed as far as it is there; the rest meets as for the first time.
    private PlanCase.Linked Met(PairRules rules, AloneRecords.Collected alone, (RecordId A, RecordId B, Runs.WriteEntry Entry) two, List<OpenConflict> open)
    {
        var (entry, made) = (two.Entry, alone.On(two.Entry.Side)[two.Entry.Side == Side.A ? two.A : two.B].Change);
        var linked = Linked(rules, alone.On(Side.A)[two.A].Change, alone.On(Side.B)[two.B].Change, entry.Side == Side.A ? LinkOrigin.CreatedInA : LinkOrigin.CreatedInB, Reason.Of(ReasonCodes.FoundAgain), open);
        return linked with { Baseline = Recovery.Agreed(run, rules, entry with { LinkId = linked.Link.Id }, null, made.Record!) };
    }

    private PlanCase.Linked Relinked(PairRules rules, Relinks.Relink relink, List<OpenConflict> open)
    {
        var (a, b) = relink.Side == Side.A ? (relink.Lonely.Change, relink.Partner) : (relink.Partner, relink.Lonely.Change);
        return Linked(rules, a, b, LinkOrigin.ByPerson, Reason.Of(ReasonCodes.LinkedBy, relink.Decision.By), open) with { Decisions = [relink.Decision], Displaced = [relink.Old] };
    }

    private PlanCase.Linked Linked(PairRules rules, Change recordA, Change recordB, LinkOrigin origin, Reason because, List<OpenConflict> open)
    {
        var (a, b) = (recordA.Id, recordB.Id);
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
