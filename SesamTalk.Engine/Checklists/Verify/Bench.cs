using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Both systems of a dataflow as a tester has them: reads and writes through their connectors, and runs of the ordinary engine
/// over some records only. What the lines mean is told by the definition that they were made from; the runs go by the one of now.
/// </summary>
internal sealed class Bench(OpenRun open, SyncRunner runner, SyncMemory memory, TimeProvider clock, string who)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private const int Tries = 300;

    public Dataflow Dataflow => open.Dataflow;

    public IReadOnlyList<PairRules> Pairs => open.Pairs;

    public SyncMemory Memory => memory;

    /// <summary>The last run; null before the first.</summary>
    public Run? LastRun { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public string NameOf(Side side) => Dataflow.On(side).Name;

    /// <summary>The record as the system has it now; null where it says that there is none.</summary>
    public async Task<Change?> ReadAsync(PairRules pair, Side side, RecordId id, CancellationToken cancellation)
    {
        var entity = pair.Ready.On(side).Name;
        var answer = await PatientlyAsync(() => open.On(side).ReadAsync(entity, id, cancellation), cancellation);
        if (!answer.Is(out var reading, out var error)) throw new ProofStop(Reason.Of(ReasonCodes.NotAsked, NameOf(side), $"{entity} {id}", error.Because));
        return reading.Change is { Kind: ChangeKind.Upsert, Record: { } record } change ? change with { Record = pair.Mapper.View(record, side) } : null;
    }

    public Task<Answer<Written>> WriteAsync(Side side, Write write, CancellationToken cancellation) => PatientlyAsync(() => open.On(side).WriteAsync(write, cancellation), cancellation);

    public Task<Answer<Findings>> FindAsync(Side side, string entity, string path, object value, CancellationToken cancellation) =>
        PatientlyAsync(() => open.On(side).FindAsync(entity, path, value, cancellation), cancellation);

    /// <summary>Some record of an entity, of the first that are listed; null where there is none.</summary>
    public async Task<RecordId?> AnyAsync(Side side, string entity, CancellationToken cancellation)
    {
        await foreach (var answer in open.On(side).ReadChangesAsync(entity, null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) throw new ProofStop(Reason.Of(ReasonCodes.NotRead, NameOf(side), entity, error.Because));
            if (page.Changes.FirstOrDefault(change => change.Kind == ChangeKind.Upsert) is { } found) return found.Id;
        }

        return null;
    }

    /// <summary>One run of the ordinary engine that looks at these links and records only, each read afresh.</summary>
    public async Task<Run> RunAsync(IReadOnlyList<Guid> links, IReadOnlyList<OnlyRecord> records, CancellationToken cancellation)
    {
        for (var tried = 0; ; tried++)
        {
            var request = new SyncRequest(Dataflow.Id, RunKind.Changes, RunTrigger.Verify, who) { Only = links, Records = records, ReadsAreCurrent = true };
            var run = LastRun = await runner.RunAsync(request, null, cancellation);
            if (run.Reason.Code == ReasonCodes.AnotherRun && tried < Tries)
            {
                await Patience.UntilAsync(clock.GetUtcNow() + Between, clock, cancellation);
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            return run.Outcome is RunOutcome.Interrupted or RunOutcome.Failed or RunOutcome.HeldBack ? throw new ProofStop(run.Reason) : run;
        }
    }

    /// <summary>The link of a record within a pair; null where it has none.</summary>
    public async Task<Link?> LinkAsync(PairRules pair, Side side, RecordId id, CancellationToken cancellation) =>
        (await memory.LinksAsync(Dataflow.Id, pair.Pair.Id, side, [id], cancellation)).GetValueOrDefault(id);

    /// <summary>A link by its own id; null where it is gone.</summary>
    public async Task<Link?> LinkAsync(Guid id, CancellationToken cancellation) => await memory.LinksByIdAsync([id], cancellation) is [var link, ..] ? link : null;

    /// <summary>Why the engine left a record alone; none where it says nothing.</summary>
    public async Task<Reason> WhyAloneAsync(PairRules pair, Side side, RecordId id, CancellationToken cancellation) =>
        (await memory.UnlinkedAsync(Dataflow.Id, cancellation)).FirstOrDefault(entry => entry.PairId == pair.Pair.Id && entry.Side == side && entry.Id == id)?.Reason ?? Reason.None;

    /// <summary>The book that a pair's references are translated by, for what two records refer to.</summary>
    public async Task<ReferenceBook> BookAsync(PairRules pair, Record? a, Record? b, CancellationToken cancellation)
    {
        var book = new ReferenceBook();
        var keeping = new BookKeeping(open, memory);
        var references = from row in pair.Mapper.Rows
                         where row.Kind == RowKind.Reference
                         from side in new[] { Side.A, Side.B }
                         let record = side == Side.A ? a : b
                         let id = record is null ? null : RecordId.From(record[row.On(side).Path])
                         where id is not null
                         from entity in row.On(side).References
                         select (side, entity, id.Value);
        foreach (var (side, entity, id) in references) await keeping.NoteAsync(book, side, entity, [id], cancellation);
        return book;
    }

    /// <summary>Records that another dataflow over the same two systems has linked, for a reference that this one has no pair for.</summary>
    public async Task<IReadOnlyList<(RecordId A, RecordId B)>> ElsewhereAsync(MappedRow row, int count, CancellationToken cancellation)
    {
        var found = new List<(RecordId, RecordId)>();
        foreach (var other in open.Elsewhere.Where(other => row.A.References.Contains(other.EntityA) && row.B.References.Contains(other.EntityB)))
        {
            await foreach (var link in memory.AllLinksAsync(other.DataflowId, other.PairId, cancellation))
            {
                if (link.State == Population.InSync) found.Add(other.IsTurned ? (link.B, link.A) : (link.A, link.B));
                if (found.Count >= count) return found;
            }
        }

        return found;
    }

    /// <summary>A moment between two looks at what a replica shows.</summary>
    public Task PauseAsync(CancellationToken cancellation) => Patience.UntilAsync(clock.GetUtcNow() + Between, clock, cancellation);

    private async Task<Answer<T>> PatientlyAsync<T>(Func<Task<Answer<T>>> ask, CancellationToken cancellation)
        where T : class
    {
        for (var tried = 0; ; tried++)
        {
            var answer = await ask();
            if (answer.Error is not ConnectorError.Throttled throttled || tried >= Tries) return answer;
            await Patience.UntilAsync(throttled.Until, clock, cancellation);
        }
    }
}
