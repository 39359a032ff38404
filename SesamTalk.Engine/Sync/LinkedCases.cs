using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The links that a run has to look at: those whose records changed, those missing from a full read, and those not in sync.</summary>
internal sealed class LinkedCases(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory)
{
    /// <summary>The cases, and the ids that the pair has linked among what was read.</summary>
    internal sealed record Built(ImmutableArray<PlanCase.Linked> Cases, HashSet<RecordId> LinkedA, HashSet<RecordId> LinkedB);

    public async Task<Built> BuildAsync(PairRules rules, IReadOnlyCollection<Link> coming, CancellationToken cancellation)
    {
        var links = await LinksToLookAtAsync(rules, cancellation);
        var leaving = await LeavingAsync(rules, links.Values, cancellation);
        foreach (var link in coming) links[link.Id] = link;
        var baselines = await memory.BaselinesAsync([.. links.Keys], rules.Ready.A.Schema, rules.Ready.B.Schema, cancellation);
        var open = (await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).Where(c => c.LinkId is not null).ToLookup(c => c.LinkId!.Value);
        var decisions = run.Decisions.Where(d => d.PairId == rules.Pair.Id && d.LinkId is not null).ToLookup(d => d.LinkId!.Value);
        var done = await memory.UpdatesAsync([.. links.Keys.Where(decisions.Contains)], cancellation);
        var cases = ImmutableArray.CreateBuilder<PlanCase.Linked>(links.Count);
        foreach (var link in links.Values.Where(link => !leaving.Contains(link.Id)))
        {
            var baseline = RowsInForce.Of(run, rules, baselines.GetValueOrDefault(link.Id));
            if (IsTooFresh(rules, link))
            {
                cases.Add(new PlanCase.Linked(link, false, null, null, baseline, [.. open[link.Id]], IsTooFresh: true));
                continue;
            }

            // Whether a record is back in scope shows in the record alone, never in what was agreed.
            var isOpen = link.State != Population.InSync || run.Only is not null || decisions[link.Id].Any();
            var a = rules.View(Side.A, await RecordAsync(rules, Side.A, link, baseline, isOpen, cancellation));
            var b = rules.View(Side.B, await RecordAsync(rules, Side.B, link, baseline, isOpen, cancellation));
            cases.Add(new PlanCase.Linked(link, false, a, b, baseline, [.. open[link.Id]], coming.Any(moved => moved.Id == link.Id)) { Decisions = IsUnsettled(rules, link) ? [] : [.. decisions[link.Id]], Done = [.. done[link.Id]] });
        }

        return new Built(cases.ToImmutable(), [.. links.Values.Select(l => l.A)], [.. links.Values.Select(l => l.B)]);
    }

    /// <summary>Nothing may be concluded yet from what the link's records say, or done with them.</summary>
    public bool MustWait(PairRules rules, Link link) => IsTooFresh(rules, link) || IsUnsettled(rules, link);

    // A read may be older than our last write, or than what both were seen to agree on without one, and would then look like
    // somebody's edit or deletion. Where two records have only just met there is nothing older to fall back to.
    private bool IsTooFresh(PairRules rules, Link link) => run.UnsettledLinks.Contains(link.Id) || new[] { Side.A, Side.B }.Any(side =>
        rules.Ready.On(side).Capabilities.ReadLag is { Ticks: > 0 } lag && (IsWithin(lag, run.JustWritten, (link.Id, side)) || AgreedByThemselves(lag, link)));

    private bool AgreedByThemselves(TimeSpan lag, Link link) => IsWithin(lag, run.JustAgreed, link.Id) && run.JustAgreed[link.Id] - lag >= link.LinkedAt
        && !run.JustWritten.ContainsKey((link.Id, Side.A)) && !run.JustWritten.ContainsKey((link.Id, Side.B));

    private bool IsWithin<TKey>(TimeSpan lag, IReadOnlyDictionary<TKey, DateTimeOffset> moments, TKey key) => moments.TryGetValue(key, out var at) && at + lag > run.Run.StartedAt;

    // While it cannot be told whether an earlier create took effect, nothing is made anew.
    private bool IsUnsettled(PairRules rules, Link link) => run.Unsettled.Contains((rules.Pair.Id, Side.A, link.A)) || run.Unsettled.Contains((rules.Pair.Id, Side.B, link.B));

    private async Task<Dictionary<Guid, Link>> LinksToLookAtAsync(PairRules rules, CancellationToken cancellation)
    {
        var links = run.Only is { } only ? (await memory.LinksByIdAsync(only, cancellation)).Where(link => link.PairId == rules.Pair.Id).ToDictionary(link => link.Id) : [];
        foreach (var side in new[] { Side.A, Side.B })
        {
            var changed = readings.Of(side, rules.Ready.On(side)).Changes.Keys;
            foreach (var link in (await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, side, changed, cancellation)).Values) links[link.Id] = link;
        }

        if (run.Only is not null) return links;
        foreach (var link in await memory.LinksNotInSyncAsync(run.Dataflow.Id, cancellation))
        {
            if (link.PairId == rules.Pair.Id && (link.State is Population.Waiting or Population.Conflict || IsDue(link) || link.AsksPerson)) links.TryAdd(link.Id, link);
        }

        var decided = run.Decisions.Where(d => d.PairId == rules.Pair.Id).Select(d => d.LinkId).OfType<Guid>().Distinct().ToList();
        foreach (var link in await memory.LinksByIdAsync(decided, cancellation)) links.TryAdd(link.Id, link);
        if (readings.Of(Side.A, rules.Ready.A).IsFull || readings.Of(Side.B, rules.Ready.B).IsFull)
        {
            var missing = new List<Guid>();
            await foreach (var ends in memory.LinkEndsAsync(run.Dataflow.Id, rules.Pair.Id, cancellation))
                if (IsMissing(rules, Side.A, ends.A) || IsMissing(rules, Side.B, ends.B)) missing.Add(ends.LinkId);
            foreach (var link in await memory.LinksByIdAsync(missing, cancellation)) links.TryAdd(link.Id, link);
        }

        return links;
    }

    // A record that an edit moved to a sibling aspect takes its link along; the sibling plans it.
    private async Task<HashSet<Guid>> LeavingAsync(PairRules rules, IEnumerable<Link> links, CancellationToken cancellation)
    {
        var leaving = new HashSet<Guid>();
        foreach (var (link, side) in links.SelectMany(link => new[] { (link, Side.A), (link, Side.B) }))
        {
            if (readings.Of(side, rules.Ready.On(side)).Changes.GetValueOrDefault(link.On(side))?.Record is not { } record) continue;
            if (Taking.MovedTo(run, rules, side, record) is not { } sibling) continue;
            if ((await memory.LinksAsync(run.Dataflow.Id, sibling.Pair.Id, side, [link.On(side)], cancellation)).Count == 0) leaving.Add(link.Id);
        }

        return leaving;
    }

    // What the system refused is read again when it is tried again; an edit of it comes with the changes.
    private bool IsDue(Link link) => link.State == Population.Failing && !(link.NextTryAt > run.Now);

    private bool IsMissing(PairRules rules, Side side, RecordId id) => readings.Of(side, rules.Ready.On(side)) is { IsFull: true } reading && !reading.Holds(id);

    // As it was read; or, where this side did not change, as it was agreed; or looked up where neither is known or something is open.
    private async Task<Change?> RecordAsync(PairRules rules, Side side, Link link, Baseline? baseline, bool isOpen, CancellationToken cancellation)
    {
        var (entity, id) = (rules.Ready.On(side), link.On(side));
        var reading = readings.Of(side, entity);
        if (reading.Changes.TryGetValue(id, out var change) && change.Kind == ChangeKind.Upsert) return change;
        if (reading.AtRest.Contains(id) && !isOpen && baseline is not null) return AsAgreed(side, id, baseline);
        if (!run.Pieces.LookUpBeforeDelete && (change is not null || reading.IsFull)) return null;
        if (change is not null || reading.IsFull || isOpen || baseline is null || rules.DependsOn(side)) return await lookUps.ReadAsync(side, entity, id, cancellation);
        return AsAgreed(side, id, baseline);
    }

    private static Change AsAgreed(Side side, RecordId id, Baseline baseline) => side == Side.A
        ? new Change(ChangeKind.Upsert, id, baseline.A, baseline.VersionA, null)
        : new Change(ChangeKind.Upsert, id, baseline.B, baseline.VersionB, null);
}
