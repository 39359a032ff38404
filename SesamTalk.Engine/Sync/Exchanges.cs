using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Finds what a person's "this one belongs with that one" means where both have a partner: both links give way in one step, and
/// the two that are left behind stand alone.
/// </summary>
internal sealed class Exchanges(OpenRun run, Readings readings, LookUps lookUps, SyncMemory memory, LinkedCases links)
{
    /// <summary>Two records to be linked, and the links that give way.</summary>
    internal sealed record Exchange(Change A, Change B, PersonDecision Decision, ImmutableArray<PlanCase.OldLink> Old);

    /// <summary>What can be carried out now, and the links of those that have to wait.</summary>
    internal sealed record Found(IReadOnlyList<Exchange> Done, IReadOnlySet<Guid> Waiting)
    {
        /// <summary>The links that give way.</summary>
        public IEnumerable<Guid> Displaced => Done.SelectMany(one => one.Old).Select(old => old.Link.Id);

        /// <summary>The case of a link; where its decision has to wait it is as if nobody had decided.</summary>
        public PlanCase.Linked Held(PlanCase.Linked linked) => Waiting.Contains(linked.Link.Id) ? linked with { Decisions = [.. linked.Decisions.Where(decision => !IsExchange(decision))] } : linked;
    }

    public async Task<Found> FindAsync(PairRules rules, LinkedCases.Built linked, ILookup<Guid, OpenConflict> open, CancellationToken cancellation)
    {
        var (found, waiting, taken) = (new List<Exchange>(), new HashSet<Guid>(), new HashSet<Guid>());
        // Two who want the same record: the earlier one counts.
        var wanted = linked.Cases.Select(one => (One: one, Decision: one.Decisions.FirstOrDefault(IsExchange))).Where(one => one.Decision is not null).OrderBy(one => one.Decision!.At).ThenBy(one => one.Decision!.Id);
        foreach (var (one, decision) in wanted)
        {
            if (decision is not { Partner: { } partner }) continue;
            // What stays is seen by the person as one of the link's own two records; the other is the new partner.
            var keeps = decision.SeenA == one.Link.A.Text ? Side.A : Side.B;
            var across = keeps.Other();
            if ((keeps == Side.A ? one.A : one.B) is not { Record: not null } kept) continue;
            if (!(await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, across, [partner], cancellation)).TryGetValue(partner, out var other) || other.Id == one.Link.Id) continue;
            if (taken.Contains(one.Link.Id) || taken.Contains(other.Id)) continue;
            if (links.MustWait(rules, other))
            {
                waiting.Add(one.Link.Id);
                continue;
            }

            if (await ReadAsync(rules, across, partner, cancellation) is not { Record: not null } given) continue;
            taken.UnionWith([one.Link.Id, other.Id]);
            var old = ImmutableArray.Create(Old(one.Link, keeps, open, decision), Old(other, across, open, decision));
            found.Add(keeps == Side.A ? new(kept, given, decision, old) : new(given, kept, decision, old));
        }

        return new Found(found, waiting);
    }

    private static bool IsExchange(PersonDecision decision) => decision is { Choice: DecisionChoice.LinkTogether, LinkId: not null };

    private PlanCase.OldLink Old(Link link, Side keeps, ILookup<Guid, OpenConflict> open, PersonDecision decision) =>
        new(link, keeps, [.. open[link.Id]]) { Undecided = [.. run.Decisions.Where(other => other.LinkId == link.Id && other.Id != decision.Id)] };

    private async Task<Change?> ReadAsync(PairRules rules, Side side, RecordId id, CancellationToken cancellation) => rules.View(
        side,
        readings.Of(side, rules.Ready.On(side)).Changes.GetValueOrDefault(id) is { Kind: ChangeKind.Upsert } change ? change : await lookUps.ReadAsync(side, rules.Ready.On(side), id, cancellation));
}
