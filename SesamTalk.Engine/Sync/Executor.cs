using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
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
        var (now, later) = (plan.Items.Where(item => item.Deferred is null).ToList(), plan.Items.Where(item => item.Deferred is not null && !planned.Parts.HasGone(item)).ToList());
        IEnumerable<UnlinkedKey> leftAlone = cases.LeftAlone;
        var meter = new WritingMeter(run, cases.Rules.Pair.Id);
        meter.Plan(now);
        foreach (var batch in now.Chunk(SizeOf(run, now)))
        {
            await BatchAsync(run, cases.Rules, batch, planned, leftAlone, meter, lease, cancellation);
            leftAlone = [];
        }

        if (now.Count == 0 && !cases.LeftAlone.IsEmpty) await BatchAsync(run, cases.Rules, [], planned, leftAlone, meter, lease, cancellation);
        if (cases.Aside is { } aside)
            while (await NextAsync(run, aside, planned, meter, lease, cancellation)) cancellation.ThrowIfCancellationRequested();
        foreach (var batch in later.Chunk(options.Value.BatchSize))
        {
            var anew = await ReplanAsync(run, cases.Rules, batch, planned, cancellation);
            meter.Plan(anew);
            await BatchAsync(run, cases.Rules, anew, planned, [], meter, lease, cancellation);
        }
    }

    // Nothing of those before is held any more.
    private async Task<bool> NextAsync(OpenRun run, AsideCases aside, Planned planned, WritingMeter meter, DataflowLease lease, CancellationToken cancellation)
    {
        if (aside.Next(options.Value.MostNew) is not { } cases) return false;
        var items = await new AsidePlanning(run, memory, planned.Planner).PlanAsync(cases, cancellation);
        meter.Plan(items);
        foreach (var batch in items.Chunk(SizeOf(run, items))) await BatchAsync(run, cases.Rules, batch, planned, [], meter, lease, cancellation);
        return true;
    }

    private int SizeOf(OpenRun run, List<PlanItem> items)
    {
        var most = items.SelectMany(item => item.Writes).Select(write => write.Side).Distinct().Select(side => SideBySideWrites.SizeOf(run.On(side), options.Value)).Append(options.Value.ManySize).Min();
        return Math.Max(1, most);
    }

    // The records they wait for are recorded by now, or have failed, and then these go on waiting.
    private async Task<PlanItem[]> ReplanAsync(OpenRun run, PairRules rules, PlanItem[] items, Planned planned, CancellationToken cancellation)
    {
        var keeping = new BookKeeping(run, memory);
        foreach (var group in items.Select(item => item.Deferred!).GroupBy(pending => (pending.From, pending.Entity)))
            await keeping.NoteAsync(planned.Book, group.Key.From, group.Key.Entity, [.. group.Select(pending => pending.Id).Distinct()], cancellation);
        PlanItem[] anew = [.. items.Select(item => planned.Planner.Plan(rules, item.Case!))];
        // Whatever it waited for has not been made after all.
        foreach (var (item, now) in items.Zip(anew).Where(one => one.First.Writes.Length > one.Second.Writes.Length))
            if ((now.Link?.Reason ?? now.Unlinked?.Reason) is { IsEmpty: false } why) run.LeftOut[(item.PairId, PlanText.KeyOf(item))] = why;
        return anew;
    }

    private async Task BatchAsync(OpenRun run, PairRules rules, PlanItem[] items, Planned planned, IEnumerable<UnlinkedKey> leftAlone, WritingMeter meter, DataflowLease lease, CancellationToken cancellation)
    {
        await lease.RenewAsync(cancellation);
        var sendings = items.SelectMany(item => item.Writes)
            .Select(write => new Sending(write, Intent(run, rules, write), planned.Parts.With(rules, write, (part, create) => Intent(run, part, create)))).ToList();
        var entries = sendings.SelectMany(sending => sending.Entries).ToList();
        if (entries.Count > 0 && run.Pieces.IntentJournal) await journal.IntendAsync(entries, cancellation);
        var (results, parts) = await WriteAllAsync(run, rules, lease, sendings, meter, cancellation);
        await lease.StayAsync(CancellationToken.None);
        var given = await GivenAgain.FindAsync(run, rules, memory, items, results.Values);
        var record = new BatchRecord(run, rules, ids, given);
        foreach (var item in items)
        {
            record.Add(item, [.. item.Writes.Select(write => results[write])]);
            if (item.Writes.Select(write => results[write].Result).FirstOrDefault(result => !result.IsDone) is { } undone) run.LeftOut[(item.PairId, PlanText.KeyOf(item))] = undone.Message;
        }

        run.Counts = RunCounting.After(run.Counts, items, results.Values.Select(r => (r.Write, r.Result)));
        if (!run.Pieces.IntentJournal) await journal.IntendAsync(entries, cancellation);
        await journal.RecordAsync(OfParts(run, planned, parts).Aggregate(record.Build(leftAlone), (batch, more) => batch.And(more)), CancellationToken.None);
        if (results.Values.Select(r => r.Result).FirstOrDefault(r => r.Ends is not null) is { } end)
            throw new RunEnd(end.Ends!.Value, Reason.Of(ReasonCodes.SystemSays, rules.Dataflow.On(results.Values.First(r => r.Result == end).Write.Side).Name, end.Message));
        cancellation.ThrowIfCancellationRequested();
    }

    // Parts whose whole went out are settled with it; those whose whole did not are tried when their own turn comes.
    private IEnumerable<JournalBatch> OfParts(OpenRun run, Planned planned, IReadOnlyList<(PartWrite Part, WriteResult Result)> parts)
    {
        foreach (var kind in parts.GroupBy(answer => answer.Part.Rules))
        {
            var record = new BatchRecord(run, kind.Key, ids, GivenAgain.None);
            foreach (var (part, result) in kind)
            {
                if (result.State is not (WriteState.Done or WriteState.Unknown))
                {
                    record.Answered(part.Write, part.Entry, result);
                    continue;
                }

                planned.Parts.Went(part);
                record.Add(part.Item, [(part.Write, part.Entry, result)]);
                run.Counts = RunCounting.After(run.Counts, [part.Item], [(part.Write, result)]);
            }

            yield return record.Build([]);
        }
    }

    // After a system has refused to be written to at all, or a cancel, the rest of the batch is answered "not done" without a request.
    private async Task<(Dictionary<PlannedWrite, (PlannedWrite Write, WriteEntry Entry, WriteResult Result)> Results, List<(PartWrite Part, WriteResult Result)> Parts)> WriteAllAsync(
        OpenRun run, PairRules rules, DataflowLease lease, IReadOnlyList<Sending> sendings, WritingMeter meter, CancellationToken cancellation)
    {
        var writer = new Writer(run, rules, lease, options.Value, clock);
        var guard = new CreateGuard(run, rules, memory, ids);
        var results = new Dictionary<PlannedWrite, (PlannedWrite, WriteEntry, WriteResult)>(ReferenceEqualityComparer.Instance);
        var parts = new List<(PartWrite, WriteResult)>();
        var together = await new ManyWrites(run, rules, writer, guard, lease, options.Value, clock).WriteAsync([.. sendings.Where(sending => sending.Parts.IsEmpty).Select(sending => (sending.Write, sending.Entry.Reference))], cancellation);
        foreach (var write in together.Keys) meter.Answered(write);
        var some = sendings.Where(sending => sending.Parts.IsEmpty && !together.ContainsKey(sending.Write)).Select(sending => (sending.Write, sending.Entry));
        await new SideBySideWrites(side => run.On(side), (write, entry) => GuardedAsync(guard, writer, write, entry, cancellation), meter.Answered).WriteAsync([.. some], together, cancellation);
        var isOver = together.Values.Any(result => result.Ends is not null);
        foreach (var sending in sendings)
        {
            var result = together.TryGetValue(sending.Write, out var known) ? known
                : isOver || cancellation.IsCancellationRequested ? new WriteResult(WriteState.NotDone, Reason.Of(ReasonCodes.EndedBefore))
                : await GuardedAsync(guard, writer, sending.Whole, sending.Entry, cancellation);
            parts.AddRange(await PartMatch.AnswersAsync(run, result, sending.Parts, CancellationToken.None));
            // One part that is refused does not hold its whole: the whole goes alone, and the parts after it, each for itself.
            if (result.State == WriteState.Rejected && !sending.Parts.IsEmpty) result = await GuardedAsync(guard, writer, sending.Write, sending.Entry, cancellation);
            isOver |= result.Ends is not null;
            results[sending.Write] = (sending.Write, sending.Entry, result);
            if (known is null) meter.Answered(sending.Write);
        }

        return (results, parts);
    }

    private static async Task<WriteResult> GuardedAsync(CreateGuard guard, Writer writer, PlannedWrite write, WriteEntry entry, CancellationToken cancellation)
    {
        if (write.Act != WriteAct.Create) return await OneAsync(writer, write, entry, cancellation);
        if (await guard.LookAsync(write, cancellation) is { } refused) return refused;
        var result = await OneAsync(writer, write, entry, cancellation);
        return result.IsDone && !write.Keys.IsEmpty ? result with { Conflict = await guard.SettledAsync(write, cancellation) } : result;
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

    /// <summary>One request: a write with its entry, and the new parts that go along.</summary>
    private sealed record Sending(PlannedWrite Write, WriteEntry Entry, ImmutableArray<PartWrite> Parts)
    {
        public PlannedWrite Whole { get; } = PartWrite.Onto(Write, Parts);

        public IEnumerable<WriteEntry> Entries => Parts.Select(part => part.Entry).Prepend(Parts.IsEmpty ? Entry : Entry with { Sent = ValueMap.Of(Whole.Values) });
    }
}
