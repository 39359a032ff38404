using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Carries out a pair's plan in batches: intents are stored, requests leave, answers are stored with what follows from them.
/// Items that waited for records of this run come last and are planned anew by the same planner.
/// </summary>
internal sealed class Executor(RunJournal journal, SyncMemory memory, Identifiers ids, IOptions<SyncOptions> options, TimeProvider clock)
{
    public async Task CarryOutAsync(OpenRun run, PairCases cases, PairPlan plan, Planned planned, DataflowLease lease, CancellationToken cancellation)
    {
        var (now, later) = (plan.Items.Where(item => item.Deferred is null).ToList(), plan.Items.Where(item => item.Deferred is not null).ToList());
        IEnumerable<UnlinkedKey> leftAlone = cases.LeftAlone;
        foreach (var batch in now.Chunk(options.Value.BatchSize))
        {
            await BatchAsync(run, cases.Rules, batch, leftAlone, lease, cancellation);
            leftAlone = [];
        }

        if (now.Count == 0 && !cases.LeftAlone.IsEmpty) await BatchAsync(run, cases.Rules, [], leftAlone, lease, cancellation);
        foreach (var batch in later.Chunk(options.Value.BatchSize))
        {
            await BatchAsync(run, cases.Rules, await ReplanAsync(run, cases.Rules, batch, planned, cancellation), [], lease, cancellation);
        }
    }

    // The records they wait for are recorded by now, or have failed, and then these go on waiting.
    private async Task<PlanItem[]> ReplanAsync(OpenRun run, PairRules rules, PlanItem[] items, Planned planned, CancellationToken cancellation)
    {
        var keeping = new BookKeeping(run, memory);
        foreach (var group in items.Select(item => item.Deferred!).GroupBy(pending => (pending.From, pending.Entity)))
            await keeping.NoteAsync(planned.Book, group.Key.From, group.Key.Entity, [.. group.Select(pending => pending.Id).Distinct()], cancellation);
        return [.. items.Select(item => planned.Planner.Plan(rules, item.Case!))];
    }

    private async Task BatchAsync(OpenRun run, PairRules rules, PlanItem[] items, IEnumerable<UnlinkedKey> leftAlone, DataflowLease lease, CancellationToken cancellation)
    {
        await lease.RenewAsync(cancellation);
        var writes = items.SelectMany(item => item.Writes.Select(write => (item, write, entry: Intent(run, rules, write)))).ToList();
        if (writes.Count > 0 && run.Pieces.IntentJournal) await journal.IntendAsync([.. writes.Select(w => w.entry)], cancellation);
        var results = await WriteAllAsync(run, rules, lease, [.. writes.Select(w => (w.write, w.entry))], cancellation);
        await lease.StayAsync(CancellationToken.None);
        var record = new BatchRecord(run, rules, ids, await GivenAgainAsync(run, rules, items, results.Values));
        foreach (var item in items)
        {
            record.Add(item, [.. item.Writes.Select(write => results[write])]);
            if (item.Writes.Select(write => results[write].Result).FirstOrDefault(result => !result.IsDone) is { } undone) run.LeftOut[(item.PairId, PlanText.KeyOf(item))] = undone.Message;
        }

        run.Counts = RunCounting.After(run.Counts, items, results.Values.Select(r => (r.Write, r.Result)));
        if (!run.Pieces.IntentJournal) await journal.IntendAsync([.. writes.Select(w => w.entry)], cancellation);
        await journal.RecordAsync(record.Build(leftAlone), CancellationToken.None);
        if (results.Values.Select(r => r.Result).FirstOrDefault(r => r.Ends is not null) is { } end)
            throw new RunEnd(end.Ends!.Value, Reason.Of(ReasonCodes.SystemSays, rules.Dataflow.On(results.Values.First(r => r.Result == end).Write.Side).Name, end.Message));
        cancellation.ThrowIfCancellationRequested();
    }

    // A system may give a new record the id of a deleted one: the dead link makes room for the new one.
    private async Task<List<Guid>> GivenAgainAsync(OpenRun run, PairRules rules, PlanItem[] items, IEnumerable<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        var created = results.Where(r => r.Write.Act == WriteAct.Create && r.Result.IsDone).Select(r => (r.Write.Side, r.Result.Id!.Value));
        var linked = items.Where(item => item is { IsNewLink: true, Link: not null }).SelectMany(item => new[] { (Side.A, item.Link!.A), (Side.B, item.Link.B) }).Where(end => end.Item2.Text is not null);
        var dead = new List<Guid>();
        foreach (var ids in created.Concat(linked).GroupBy(end => end.Item1, end => end.Item2))
            dead.AddRange((await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, ids.Key, [.. ids], CancellationToken.None)).Values.Where(link => items.All(item => item.Replaces?.Id != link.Id && !(item.IsNewLink && item.Link?.Id == link.Id))).Select(link => link.Id));
        return [.. dead.Distinct()];
    }

    // After a system has refused to be written to at all, or a cancel, the rest of the batch is answered "not done" without a request.
    private async Task<Dictionary<PlannedWrite, (PlannedWrite Write, WriteEntry Entry, WriteResult Result)>> WriteAllAsync(
        OpenRun run, PairRules rules, DataflowLease lease, IReadOnlyList<(PlannedWrite Write, WriteEntry Entry)> writes, CancellationToken cancellation)
    {
        var writer = new Writer(run, rules, lease, options.Value, clock);
        var guard = new CreateGuard(run, rules, memory, ids);
        var results = new Dictionary<PlannedWrite, (PlannedWrite, WriteEntry, WriteResult)>(ReferenceEqualityComparer.Instance);
        var isOver = false;
        foreach (var (write, entry) in writes)
        {
            run.Tell(RunStep.Writing, rules.Pair.Id, results.Count, writes.Count);
            var result = isOver || cancellation.IsCancellationRequested
                ? new WriteResult(WriteState.NotDone, Reason.Of(ReasonCodes.EndedBefore))
                : await GuardedAsync(guard, writer, write, entry, cancellation);
            isOver |= result.Ends is not null;
            results[write] = (write, entry, result);
        }

        return results;
    }

    private static async Task<WriteResult> GuardedAsync(CreateGuard guard, Writer writer, PlannedWrite write, WriteEntry entry, CancellationToken cancellation)
    {
        if (write.Act != WriteAct.Create || write.Keys.IsEmpty) return await OneAsync(writer, write, entry, cancellation);
        if (await guard.LookAsync(write, cancellation) is { } refused) return refused;
        var result = await OneAsync(writer, write, entry, cancellation);
        return result.IsDone ? result with { Conflict = await guard.SettledAsync(write, cancellation) } : result;
    }

    // A cancel in the middle of a request leaves its outcome unknown; it is looked up by the next run.
    private static async Task<WriteResult> OneAsync(Writer writer, PlannedWrite write, WriteEntry entry, CancellationToken cancellation)
    {
        try
        {
            return await writer.WriteAsync(write, entry.Reference, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new WriteResult(WriteState.Unknown, Reason.Of(ReasonCodes.CancelledUnderWay));
        }
    }

    private WriteEntry Intent(OpenRun run, PairRules rules, PlannedWrite write)
    {
        var id = ids.New();
        var property = rules.Ready.On(write.Side).Capabilities.ReferenceProperty;
        return new WriteEntry
        {
            Id = id, RunId = run.Run.Id, DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, LinkId = write.LinkId, Side = write.Side, Act = write.Act,
            Target = write.Target, Source = write.Source, Label = write.Label, Because = write.Because, Sent = ValueMap.Of(write.Values), Basis = write.Basis,
            Before = write.Before is not null && write.Act is WriteAct.Delete or WriteAct.Archive ? ValueMap.Of(write.Before!) : write.Before is null ? ValueMap.Empty : new ValueMap([.. write.Values.Known().Select(v => KeyValuePair.Create(v.Key, write.Before[v.Key])).Where(v => v.Value is not Absent)]),
            Reference = write.Act == WriteAct.Create && property is not null && write.Values[property] is Absent ? $"st-{id:N}" : null,
            IntendedAt = run.Now,
        };
    }
}
