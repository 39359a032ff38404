using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Plans the undoing of a run, of one link of it, or of one property: the pre-image where the value is still ours, the rest
/// listed. It goes by the journal alone and so also after a restart or with another mapping. The baseline takes up what is
/// written on the one side and stays on the other, so the undone change does not come back.
/// </summary>
internal sealed class UndoPlanner(OpenRun run, LinkHistory history, SyncMemory memory)
{
    private readonly UndoneWrites _undone = new(run);

    /// <summary>The cases for the executor, the plan, and what is left as it is, each with its reason.</summary>
    public async Task<Planned> PlanAsync(UndoScope scope, CancellationToken cancellation)
    {
        var left = new List<StoredPlanItem>();
        var items = new List<PlanItem>();
        var writes = (await history.WritesAsync(scope, cancellation)).Where(write => scope.Path is null || write.Sent.Pairs.Any(sent => sent.Key == scope.Path)).ToList();
        if (writes.Count == 0) throw new RunEnd(RunOutcome.NothingToDo, Reason.Of(ReasonCodes.NothingOfRun));
        var links = (await memory.LinksByIdAsync([.. writes.Select(write => write.LinkId)], cancellation)).ToDictionary(link => link.Id);
        foreach (var ofLink in writes.GroupBy(write => (write.PairId, write.LinkId)))
        {
            if (run.Pairs.FirstOrDefault(pair => pair.Pair.Id == ofLink.Key.PairId) is not { } rules) left.AddRange(ofLink.Select(write => Left(write, "", Reason.Of(ReasonCodes.UndonePairGone))));
            else if (await ItemAsync(rules, links.GetValueOrDefault(ofLink.Key.LinkId), [.. ofLink], scope, left, cancellation) is { } item) items.Add(item);
        }

        var (cases, plans) = (new List<PairCases>(), new List<PairPlan>());
        foreach (var rules in run.Pairs)
        {
            var count = await memory.LinkCountAsync(run.Dataflow.Id, rules.Pair.Id, ct: cancellation);
            cases.Add(new PairCases(rules, [], count, []));
            plans.Add(new PairPlan(rules.Pair.Id, count, [.. items.Where(item => item.PairId == rules.Pair.Id)]));
        }

        return new Planned(cases, new SyncPlan([.. plans]), left);
    }

    private async Task<PlanItem?> ItemAsync(PairRules rules, Link? link, ImmutableArray<WriteEntry> entries, UndoScope scope, List<StoredPlanItem> left, CancellationToken cancellation)
    {
        var baselines = await memory.BaselinesAsync([entries[0].LinkId], rules.Ready.A.Schema, rules.Ready.B.Schema, cancellation);
        var baseline = baselines.GetValueOrDefault(entries[0].LinkId);
        var writes = new List<PlannedWrite>();
        foreach (var entry in entries.DistinctBy(entry => entry.Side))
        {
            var fresh = await LookAsync(rules, entry, link, cancellation);
            var (write, kept) = _undone.Of(rules, entry, fresh, scope.Path, baseline);
            left.AddRange(kept.Select(k => Left(entry, k.Path, k.Why)));
            if (write is not null) writes.Add(write);
        }

        if (writes.Count == 0) return null;
        if (link is null) return new PlanItem { PairId = rules.Pair.Id, Writes = [.. writes] };
        var after = After(link, writes, await IsSourceGoneAsync(rules, writes, cancellation));
        return new PlanItem
        {
            PairId = rules.Pair.Id, Link = after, MovesLink = after != link, IsNewLink = writes.Exists(w => w.Act == WriteAct.Create), Replaces = writes.Exists(w => w.Act == WriteAct.Create) ? link : null,
            Writes = [.. writes], Case = new PlanCase.Linked(link, false, null, null, baseline, []), Rules = [Reason.Of(ReasonCodes.Undoes, scope.RunId.ToString("N"))],
        };
    }

    // What was created and is removed again must not be made anew: its link stays and says so. What is restored is looked at by the next run.
    private Link After(Link link, List<PlannedWrite> writes, bool isSourceGone)
    {
        var changed = link with { ChangedAt = run.Now, AsksPerson = false };
        var why = run.Run.StartedBy.Length > 0 ? Reason.Of(ReasonCodes.CreationUndoneBy, run.Run.StartedBy) : Reason.Of(ReasonCodes.CreationUndone);
        if (writes.Exists(w => w.Act == WriteAct.Delete)) return changed with { State = Population.Deleted, Reason = why };
        if (writes.Exists(w => w.Act == WriteAct.Archive)) return changed with { State = Population.Paused, Reason = Reason.Of(ReasonCodes.ArchivedByUndoing, why) };
        // A delete that was undone: its cause is still gone, and must not take the record with it again.
        if (isSourceGone) return changed with { State = Population.Deleted, Reason = Reason.Of(ReasonCodes.Restored) };
        return writes.Exists(w => w.Act == WriteAct.Create) || link.State == Population.Paused ? changed with { State = Population.Waiting, Reason = Reason.Of(ReasonCodes.Restored) } : link;
    }

    private async Task<bool> IsSourceGoneAsync(PairRules rules, List<PlannedWrite> writes, CancellationToken cancellation)
    {
        if (writes.Find(w => w.Act == WriteAct.Create) is not { } create) return false;
        return await ReadAsync(rules, create.Side.Other(), create.Source, cancellation) is null;
    }

    // The link knows the record better than the journal: one that was restored has another id.
    private async Task<Change?> LookAsync(PairRules rules, WriteEntry entry, Link? link, CancellationToken cancellation) =>
        (link?.On(entry.Side) ?? entry.Target) is { } target ? rules.View(entry.Side, await ReadAsync(rules, entry.Side, target, cancellation)) : null;

    private async Task<Change?> ReadAsync(PairRules rules, Side side, RecordId id, CancellationToken cancellation)
    {
        if (FormerId.Is(id)) return null;
        var answer = await run.On(side).ReadAsync(rules.Ready.On(side).Name, id, cancellation);
        if (!answer.Is(out var reading, out var error)) throw RunEnd.Of(Reason.Of(ReasonCodes.NotAsked, run.Dataflow.On(side).Name, id, error.Because), error);
        return reading.Change is { Kind: ChangeKind.Upsert } change ? change : null;
    }

    private static StoredPlanItem Left(WriteEntry entry, string path, Reason why) =>
        new(entry.PairId, $"{entry.Id:N}{path}", entry.Label, "") { LinkId = entry.LinkId, Skipped = path.Length > 0 ? Reason.Of(ReasonCodes.At, path, why) : why };
}
