using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The records of a pair that have no partner: those just read, and those remembered, which are read again.</summary>
internal sealed class AloneRecords(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory)
{
    /// <summary>One of them.</summary>
    /// <param name="Change">The record.</param>
    /// <param name="Candidate">The record as matching sees it.</param>
    /// <param name="Remembered">What is remembered of it.</param>
    /// <param name="Taken">What the pair does with it.</param>
    /// <param name="Aspect">The link that a sibling aspect has for it; null for none.</param>
    internal sealed record Lonely(Change Change, Candidate Candidate, UnlinkedRecord? Remembered, Taken Taken, Link? Aspect)
    {
        public bool MayMatch => Taken is Taken.Its or Taken.IfMatched && Aspect is null;
    }

    /// <summary>All of them by side, and the remembered ones that are gone or another pair's.</summary>
    internal sealed record Collected(Dictionary<RecordId, Lonely> A, Dictionary<RecordId, Lonely> B, ImmutableArray<UnlinkedKey> Gone)
    {
        public Dictionary<RecordId, Lonely> On(Side side) => side == Side.A ? A : B;

        public List<Candidate> Candidates(Side side) => [.. On(side).Values.Where(r => r.MayMatch).Select(r => r.Candidate)];
    }

    public async Task<Collected> CollectAsync(PairRules rules, LinkedCases.Built linked, CancellationToken cancellation)
    {
        if (run.Only is not null && run.OnlyRecords.Count == 0) return new Collected([], [], []);
        var remembered = (await memory.UnlinkedAsync(run.Dataflow.Id, cancellation)).Where(u => u.PairId == rules.Pair.Id && IsAsked(rules, u)).ToDictionary(u => (u.Side, u.Id));
        var gone = new List<UnlinkedKey>();
        var a = await OnSideAsync(rules, Side.A, linked.LinkedA, remembered, gone, cancellation);
        var b = await OnSideAsync(rules, Side.B, linked.LinkedB, remembered, gone, cancellation);
        return new Collected(a, b, [.. gone]);
    }

    private bool IsAsked(PairRules rules, UnlinkedRecord entry) => run.Only is null || readings.Of(entry.Side, rules.Ready.On(entry.Side)).Changes.ContainsKey(entry.Id);

    private async Task<Dictionary<RecordId, Lonely>> OnSideAsync(
        PairRules rules, Side side, HashSet<RecordId> linked, Dictionary<(Side, RecordId), UnlinkedRecord> remembered, List<UnlinkedKey> gone, CancellationToken cancellation)
    {
        var reading = readings.Of(side, rules.Ready.On(side));
        var records = reading.Changes.Values.Where(c => c.Kind == ChangeKind.Upsert && !linked.Contains(c.Id)).ToDictionary(c => c.Id);
        foreach (var entry in remembered.Values.Where(u => u.Side == side && !linked.Contains(u.Id) && !records.ContainsKey(u.Id)))
        {
            if (IsStillOutside(entry, reading)) continue;
            var fresh = await lookUps.ReadAsync(side, rules.Ready.On(side), entry.Id, cancellation);
            if (fresh is null) gone.Add(new UnlinkedKey(rules.Pair.Id, side, entry.Id));
            else records[entry.Id] = fresh;
        }

        var elsewhere = await LinkedBySiblingsAsync(rules, side, run.Pieces.SiblingGuard ? [.. records.Keys] : [], cancellation);
        var lonely = records.Values.Select(c => (Change: c, Taken: TakenBy(rules, side, c, elsewhere), Aspect: AspectOf(rules, c, elsewhere))).ToList();
        gone.AddRange(remembered.Values.Where(u => u.Side == side && linked.Contains(u.Id)).Select(u => new UnlinkedKey(rules.Pair.Id, side, u.Id)));
        gone.AddRange(lonely.Where(r => r is { Taken: Taken.Other, Aspect: null } && remembered.ContainsKey((side, r.Change.Id))).Select(r => new UnlinkedKey(rules.Pair.Id, side, r.Change.Id)));
        return lonely.Where(r => r.Taken is not Taken.Other || r.Aspect is not null)
            .ToDictionary(r => r.Change.Id, r => One(rules, side, r.Change, remembered.GetValueOrDefault((side, r.Change.Id)), r.Taken, r.Aspect));
    }

    /// <summary>New records of a pair that shares none with another, as they were read.</summary>
    public Dictionary<RecordId, Lonely> New(PairRules rules, Side side, IEnumerable<Change> changes) => changes.Select(change => (Change: change, Taken: Taking.By(run, rules, side, change.Record!)))
        .Where(one => one.Taken is not Taken.Other).ToDictionary(one => one.Change.Id, one => One(rules, side, one.Change, null, one.Taken, null));

    private Lonely One(PairRules rules, Side side, Change change, UnlinkedRecord? remembered, Taken taken, Link? aspect) => new(
        rules.View(side, change)!, new Candidate(change.Id, rules.LabelOf(side, change.Record), MatchKey.Of(change.Record!, side, rules.Pair.Keys, !run.Pieces.BlankNeverMatches)), remembered, taken, aspect);

    // Only an edit can bring such a record into a filter, and an edit is read; a deletion shows in a full read or is told.
    private static bool IsStillOutside(UnlinkedRecord entry, EntityReading reading) =>
        entry is { State: Population.OutOfScope, Reason.Code: ReasonCodes.OutsideFilters } && !reading.IsFull && !reading.Changes.ContainsKey(entry.Id);

    private Taken TakenBy(PairRules rules, Side side, Change change, ILookup<RecordId, (PairRules Pair, Link Link)> elsewhere)
    {
        var isTaken = elsewhere[change.Id].Any(other => !Taking.AreAspects(other.Pair, rules) && !Taking.MeansAll([other.Pair, rules], side) && !IsAnother(other, side, change)) || elsewhere[change.Id].Any(other => Taking.AreAspects(other.Pair, rules));
        return isTaken ? Taken.Elsewhere : Taking.By(run, rules, side, change.Record!);
    }

    // The sibling's record was deleted; what came back under its id is none of the sibling's, and so another record.
    private static bool IsAnother((PairRules Pair, Link Link) other, Side side, Change change) => other.Link.State == Population.Deleted && !other.Pair.IsInScope(side, change.Record!);

    // An aspect follows the link of its sibling; one that does not take the record leaves it alone.
    private static Link? AspectOf(PairRules rules, Change change, ILookup<RecordId, (PairRules Pair, Link Link)> elsewhere) =>
        elsewhere[change.Id].Where(other => Taking.AreAspects(other.Pair, rules)).Select(other => other.Link).FirstOrDefault();

    private async Task<ILookup<RecordId, (PairRules Pair, Link Link)>> LinkedBySiblingsAsync(PairRules rules, Side side, List<RecordId> ids, CancellationToken cancellation)
    {
        var found = new List<(PairRules Pair, Link Link)>();
        foreach (var sibling in run.Pairs.Where(p => p != rules && p.Ready.On(side).Name == rules.Ready.On(side).Name))
            found.AddRange((await memory.LinksAsync(run.Dataflow.Id, sibling.Pair.Id, side, ids, cancellation)).Values.Select(link => (sibling, link)));
        return found.ToLookup(other => other.Link.On(side), other => other);
    }
}
