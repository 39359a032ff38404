using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The steps of a run that touch the world or the journal, each a few lines over the class that knows it.</summary>
internal sealed class RunParts(
    IDbContextFactory<TalkDb> databases, DataflowStore dataflows, SyncMemory memory, RunJournal journal, Leases leases, PopulationCounts populations, Identifiers ids, FullReads fullReads, Executor executor,
    IOptions<SyncOptions> options, Erasures erasures, RestingRecords resting, Newcomers newcomers, SafetyPieces pieces, TimeProvider clock)
{
    /// <summary>One context for the whole of a run: for the caller's own calls, until it is disposed.</summary>
    public HeldDatabase Hold() => HeldDatabase.Hold(databases);

    /// <summary>Stores that a run has begun, by the definition as it is now, and takes the dataflow for it unless another run has it.</summary>
    public async Task<BegunRun> BeginAsync(SyncRequest request, CancellationToken cancellation)
    {
        var dataflow = await dataflows.FindAsync(request.DataflowId, cancellation) ?? throw new ArgumentException($"There is no dataflow {request.DataflowId}.", nameof(request));
        var run = new Run
        {
            Id = request.RunId ?? ids.New(), DataflowId = dataflow.Id, DefinitionVersion = dataflow.Version, Kind = request.Kind, Trigger = request.Trigger,
            StartedBy = request.StartedBy, StartedAt = clock.GetUtcNow(),
        };
        var lease = new DataflowLease(leases, run.DataflowId, pieces.Lease ? run.Id : null, options.Value.LeaseTime, options.Value.Beats, clock);
        return new BegunRun(run, lease, await lease.TakeAsync(journal, run, cancellation));
    }

    /// <summary>Settles what earlier runs left unknown. A dry run writes nothing anywhere, so it settles nothing either, and plans nothing for what is unknown.</summary>
    public async Task RecoverAsync(OpenRun run, DataflowLease lease, CancellationToken cancellation)
    {
        using var span = RunTelemetry.Step("recover");
        await journal.CloseAbandonedAsync(run.Run, cancellation);
        if (run.Run.Kind == RunKind.DryRun) await NoteUnsettledAsync(run, cancellation);
        else if (pieces.RecoveryLookUp) await new Recovery(journal, memory, lease).SettleAsync(run, cancellation);
    }

    /// <summary>Takes note of what earlier runs left unknown, without looking; what the last one looked for in vain is said as that one said it.</summary>
    public async Task NoteUnsettledAsync(OpenRun run, CancellationToken cancellation)
    {
        var entries = await memory.UnsettledAsync(run.Dataflow.Id, cancellation);
        if (entries.Count == 0) return;
        var untellable = (await memory.UnlinkedAsync(run.Dataflow.Id, cancellation)).Where(record => record.Reason.Has(ReasonCodes.CreateUnsettled)).Select(record => (record.PairId, record.Side, record.Id)).ToHashSet();
        foreach (var entry in entries) Recovery.Note(run, entry, willBeTold: !untellable.Contains((entry.PairId, entry.Side.Other(), entry.Source)));
    }

    /// <summary>Reads both sides; nothing for an undoing, which goes by the journal.</summary>
    public async Task<Readings> ReadAsync(OpenRun run, Meant meant, CancellationToken cancellation)
    {
        if (meant.Undoes is not null) return new Readings([]);
        using var span = RunTelemetry.Step("read");
        run.WantsWholePlan = meant.Exactly is not null;
        run.Erased = await erasures.AllAsync(cancellation);
        var lag = run.Pairs.SelectMany(pair => new[] { pair.Ready.A, pair.Ready.B }).Max(entity => entity.Capabilities.ReadLag);
        if (lag > TimeSpan.Zero && !run.ReadsAreCurrent)
        {
            run.JustWritten = await memory.WrittenSinceAsync(run.Dataflow.Id, run.Run.StartedAt - lag, cancellation);
            run.JustAgreed = await memory.AgreedSinceAsync(run.Dataflow.Id, run.Run.StartedAt - lag, cancellation);
        }

        await new RowsInForce(memory, journal).TakeUpAsync(run, cancellation);
        var readings = await new ChangeReader(memory, fullReads, resting, newcomers).ReadAsync(run, cancellation);
        run.Counts = run.Counts with { ReadA = readings.Count(Side.A), ReadB = readings.Count(Side.B) };
        return readings;
    }

    /// <summary>Per batch: intend, apply, record. The cursors move after all of it; what an exact plan leaves out is read again by the next run.</summary>
    public async Task CarryOutAsync(OpenRun run, Planned planned, PlanToDo plan, Readings read, DataflowLease lease, CancellationToken cancellation)
    {
        using var span = RunTelemetry.Step("write");
        if (!run.Pieces.CursorMovesLast) await MoveCursorsAsync(run, read, cancellation);
        var toDo = planned with { Plan = plan.Plan };
        foreach (var (pair, cases) in plan.Plan.Pairs.Zip(planned.Cases))
            await executor.CarryOutAsync(run, cases, pair, toDo, lease, cancellation);
        if (plan.IsWhole) await MoveCursorsAsync(run, read, cancellation);
    }

    /// <summary>How the run ended, where nothing ended it before its time.</summary>
    public async Task<Run> EndAsync(Run run, OpenRun open, CancellationToken cancellation)
    {
        var needsYou = await populations.NeedsYouAsync(run.DataflowId, cancellation);
        var outcome = needsYou > 0 ? RunOutcome.DoneWithConflicts : open.Counts.Writes + open.Counts.Linked > 0 ? RunOutcome.Done : RunOutcome.NothingToDo;
        return run with { Outcome = outcome, Reason = needsYou > 0 ? Reason.Of(ReasonCodes.NeedsPerson, needsYou) : Reason.None, Counts = open.Counts };
    }

    /// <summary>Stores how a run ended, and gives its dataflow free.</summary>
    public async Task<Run> CloseAsync(Run run, DataflowLease lease)
    {
        run = run with { EndedAt = clock.GetUtcNow() };
        try
        {
            await lease.EndAsync(journal, run, CancellationToken.None);
        }
        catch (Exception error) when (StoreTrouble.Of(error) is not null)
        {
            // What is stored says that it still runs; the next run of the dataflow closes it.
        }

        return run;
    }

    /// <summary>A run that could not even be written down.</summary>
    public Run Unbegun(SyncRequest request, Reason why) => new()
    {
        Id = request.RunId ?? ids.New(), DataflowId = request.DataflowId, DefinitionVersion = 0, Kind = request.Kind, Trigger = request.Trigger,
        StartedBy = request.StartedBy, StartedAt = clock.GetUtcNow(), EndedAt = clock.GetUtcNow(), Outcome = RunOutcome.Interrupted, Reason = why,
    };

    private Task MoveCursorsAsync(OpenRun run, Readings readings, CancellationToken cancellation)
    {
        var moves = readings.All.Where(r => r is { Cursor: not null, MovesCursor: true }).Select(r => new CursorMove(run.Dataflow.Id, r.Side, r.Entity.Name, r.Cursor))
            .Concat(readings.All.Where(r => r.IsFull).Select(r => FullReads.Mark(run, r))).ToList();
        return moves.Count == 0 ? Task.CompletedTask : journal.RecordAsync(new JournalBatch { DataflowId = run.Dataflow.Id, Cursors = moves }, cancellation);
    }
}

/// <summary>A run that has begun, with the lease of its dataflow, unless another run has that.</summary>
internal sealed record BegunRun(Run Run, DataflowLease Lease, bool HasLease);
