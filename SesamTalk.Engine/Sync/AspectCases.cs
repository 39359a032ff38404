using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Lets aspects of one record share its partner: a sibling's link is followed, and a link whose record changed aspect moves along.</summary>
internal sealed class AspectCases(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory, Identifiers ids)
{
    /// <summary>The pair's own links for records that a sibling aspect has linked and that this pair takes too.</summary>
    public async Task<ImmutableArray<PlanCase.Linked>> FollowAsync(PairRules rules, AloneRecords.Collected alone, CancellationToken cancellation)
    {
        var cases = new Dictionary<RecordId, PlanCase.Linked>();
        foreach (var side in new[] { Side.A, Side.B })
        {
            foreach (var lonely in alone.On(side).Values.Where(record => record.Aspect is not null && rules.IsInScope(side, record.Change.Record!)))
            {
                if (await FollowAsync(rules, side, lonely, cancellation) is { } follows) cases.TryAdd(follows.Link.A, follows);
            }
        }

        return [.. cases.Values.DistinctBy(follows => follows.Link.B)];
    }

    /// <summary>The links of sibling aspects whose records this pair takes now and theirs no longer does.</summary>
    public async Task<ImmutableArray<Link>> ComingAsync(PairRules rules, CancellationToken cancellation)
    {
        var coming = new Dictionary<Guid, Link>();
        foreach (var sibling in run.Pairs.Where(pair => pair != rules && Taking.AreAspects(pair, rules)))
        {
            foreach (var side in new[] { Side.A, Side.B })
                foreach (var link in await MovedAsync(rules, sibling, side, cancellation)) coming.TryAdd(link.Id, link with { PairId = rules.Pair.Id });
        }

        return [.. coming.Values];
    }

    private async Task<IEnumerable<Link>> MovedAsync(PairRules rules, PairRules sibling, Side side, CancellationToken cancellation)
    {
        var changes = readings.Of(side, rules.Ready.On(side)).Changes;
        var links = await memory.LinksAsync(run.Dataflow.Id, sibling.Pair.Id, side, changes.Keys, cancellation);
        var own = await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, side, [.. links.Keys], cancellation);
        return links.Where(found => !own.ContainsKey(found.Key) && changes[found.Key].Record is { } record && Taking.MovedTo(run, sibling, side, record) == rules).Select(found => found.Value);
    }

    private async Task<PlanCase.Linked?> FollowAsync(PairRules rules, Side side, AloneRecords.Lonely lonely, CancellationToken cancellation)
    {
        var (across, link) = (side.Other(), lonely.Aspect!);
        var partner = readings.Of(across, rules.Ready.On(across)).Changes.GetValueOrDefault(link.On(across)) is { Kind: ChangeKind.Upsert } read
            ? read
            : await lookUps.ReadAsync(across, rules.Ready.On(across), link.On(across), cancellation);
        var sibling = run.Pairs.First(pair => pair.Pair.Id == link.PairId);
        // Aspects that exclude each other never share a record; others do, also while the partner still lacks what this one carries.
        if (partner is null || (!rules.IsInScope(across, partner.Record!) && Taking.ExcludeEachOther(rules.Pair, sibling.Pair))) return null;
        if ((await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, across, [partner.Id], cancellation)).Count > 0) return null;
        var (a, b) = side == Side.A ? (lonely.Change, rules.View(across, partner)!) : (rules.View(across, partner)!, lonely.Change);
        var own = link with
        {
            Id = ids.New(), PairId = rules.Pair.Id, Origin = LinkOrigin.Found, Because = Reason.Of(ReasonCodes.SameInAspect), State = Population.InSync,
            Reason = Reason.None, AsksPerson = false, LinkedAt = run.Now, ChangedAt = run.Now,
        };
        return new PlanCase.Linked(own, IsNew: true, a, b, null, []);
    }
}
