using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Finds what a person's "these two belong together" means where one of the two has a partner already: that link gives way.</summary>
internal sealed class Relinks(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory)
{
    /// <summary>Two records to be linked, and the link that gives way.</summary>
    internal sealed record Relink(Side Side, AloneRecords.Lonely Lonely, Change Partner, PersonDecision Decision, PlanCase.OldLink Old);

    public async Task<IReadOnlyList<Relink>> FindAsync(PairRules rules, AloneRecords.Collected alone, ILookup<Guid, OpenConflict> open, CancellationToken cancellation)
    {
        var found = new List<Relink>();
        foreach (var (side, lonely, decision, partner) in Wanted(rules, alone))
        {
            var across = side.Other();
            if (!(await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, across, [partner], cancellation)).TryGetValue(partner, out var old)) continue;
            var read = readings.Of(across, rules.Ready.On(across)).Changes.GetValueOrDefault(partner) is { Kind: ChangeKind.Upsert } change
                ? change
                : await lookUps.ReadAsync(across, rules.Ready.On(across), partner, cancellation);
            if (read is not null) found.Add(new Relink(side, lonely, rules.View(across, read)!, decision, new PlanCase.OldLink(old, across, [.. open[old.Id]])));
        }

        return [.. found.DistinctBy(relink => (relink.Side, relink.Partner.Id))];
    }

    private IEnumerable<(Side Side, AloneRecords.Lonely Lonely, PersonDecision Decision, RecordId Partner)> Wanted(PairRules rules, AloneRecords.Collected alone)
    {
        foreach (var side in new[] { Side.A, Side.B })
        {
            foreach (var lonely in alone.On(side).Values)
            {
                var subject = PersonDecision.OfRecord(side, lonely.Change.Id);
                var decision = run.Decisions.FirstOrDefault(d => d.PairId == rules.Pair.Id && d.LinkId is null && d.Subject == subject && d.Choice == DecisionChoice.LinkTogether);
                if (decision?.Partner is { } partner && !alone.On(side.Other()).ContainsKey(partner)) yield return (side, lonely, decision, partner);
            }
        }
    }
}
