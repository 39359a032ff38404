using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// What a run writes down. Every method is one transaction, durable when it returns but for the beginning with a lease: an intent is
/// stored before its request leaves, and an answer is stored with the links, baselines and conflicts that follow from it, or nothing of it is.
/// </summary>
public sealed class RunJournal(IDbContextFactory<TalkDb> databases)
{
    private static readonly TableShape<Guid> ById = new("Links", ["Id"], [Column.Id("Id")], (id, row) => row[0] = id);
    private static readonly TableShape<(Guid Link, DateTimeOffset At)> OfGone = new("Conflicts", ["LinkId"], [Column.Id("LinkId"), Column.Moment("SettledAt"), Column.Text("Settlement")],
        (gone, row) => (row[0], row[1], row[2]) = (gone.Link, gone.At.UtcTicks, Reason.Of(ReasonCodes.LinkGone).Stored));

    /// <summary>Stores that a run has begun.</summary>
    public Task BeginAsync(Run run, CancellationToken ct = default) => StoreAsync(RunRows.Shape.Insert, [run], ct);

    /// <summary>Stores how a run stands or ended; also for a run that never began.</summary>
    public Task EndAsync(Run run, CancellationToken ct = default) => StoreAsync(RunRows.Shape.Upsert, [run], ct);

    /// <summary>
    /// Stores that a run has begun and takes its lease, in one transaction: false where somebody else has it, and then the run is stored
    /// all the same. It is on the disk with the run's first intent or its end, before which nothing was done that anybody must know of.
    /// </summary>
    internal async Task<bool> BeginAsync(Run run, LeaseWish lease, CancellationToken ct)
    {
        await using var journal = await JournalTransaction.BeginAsync(databases, ct, isLate: true);
        await journal.RunAsync(RunRows.Shape.Insert, RunRows.Shape, [run], ct);
        var taken = await journal.RunAsync(LeaseRows.Take, LeaseRows.Taking, [lease], ct);
        await journal.CommitAsync(ct);
        return taken == 1;
    }

    /// <summary>Stores how a run ended, and gives its lease free with it.</summary>
    internal async Task EndAsync(Run run, LeaseWish lease, CancellationToken ct)
    {
        await using var journal = await JournalTransaction.BeginAsync(databases, ct);
        await journal.RunAsync(RunRows.Shape.Upsert, RunRows.Shape, [run], ct);
        await journal.RunAsync(LeaseRows.Release, LeaseRows.Releasing, [lease], ct);
        await journal.CommitAsync(ct);
    }

    /// <summary>
    /// Closes the runs of a dataflow that ended without a word, because their process was killed: whoever has the dataflow's
    /// lease knows that none of them is alive.
    /// </summary>
    public async Task CloseAbandonedAsync(Run present, CancellationToken ct = default)
    {
        var abandoned = await AbandonedAsync(present, ct);
        await StoreAsync(RunRows.Shape.Upsert, [.. abandoned.Select(run => run with { Outcome = RunOutcome.Interrupted, EndedAt = present.StartedAt, Reason = Reason.Of(ReasonCodes.ProcessStopped) })], ct);
    }

    /// <summary>Stores intents, before any of their requests leaves.</summary>
    public async Task IntendAsync(IReadOnlyList<WriteEntry> writes, CancellationToken ct = default)
    {
        if (writes.Count == 0) return;
        await using var journal = await JournalTransaction.BeginAsync(databases, ct);
        await journal.RunAsync(WriteRows.Shape.Insert, WriteRows.Shape, writes, ct);
        await journal.CommitAsync(ct);
    }

    /// <summary>
    /// Stores what a batch led to. An answer to something that was never intended, or a second link for a record within a pair,
    /// is our mistake: it throws, and nothing of the batch is stored.
    /// </summary>
    public async Task RecordAsync(JournalBatch batch, CancellationToken ct = default)
    {
        await using var journal = await JournalTransaction.BeginAsync(databases, ct);
        var answered = await journal.RunAsync(WriteRows.Answer.Update, WriteRows.Answer, batch.Answers, ct);
        if (answered != batch.Answers.Count)
            throw new UnreachableException($"{batch.Answers.Count - answered} of {batch.Answers.Count} answers belong to no intent in the journal of {batch.DataflowId}.");

        await journal.RunAsync("DELETE FROM \"Links\" WHERE \"Id\" = @Id", ById, batch.RemovedLinks, ct);
        await journal.RunAsync(LinkRows.Shape.Upsert, LinkRows.Shape, batch.Links, ct);
        var words = batch.Links.SelectMany(LinkWords.Of).Concat(batch.Words).OrderBy(word => word.Word, StringComparer.Ordinal);
        await journal.RunAsync(LinkWordRows.Add, LinkWordRows.Shape, words, ct);
        await journal.RunAsync(BaselineRows.Shape.Upsert, BaselineRows.Shape, batch.Baselines, ct);
        await journal.RunAsync(UnlinkedKeyRows.Delete, UnlinkedKeyRows.Of(batch.DataflowId), batch.NoLongerUnlinked, ct);
        await journal.RunAsync(UnlinkedRows.Shape.Upsert, UnlinkedRows.Shape, batch.Unlinked, ct);
        // Settled ones first, so that the same subject can be settled and opened anew in one batch.
        await journal.RunAsync(ConflictRows.Shape.Upsert, ConflictRows.Shape, batch.Conflicts.OrderBy(conflict => conflict.SettledAt is null), ct);
        await journal.RunAsync(OfGone.Update + " AND \"SettledAt\" IS NULL", OfGone, batch.RemovedLinks.Select(link => (link, batch.At)), ct);
        await journal.RunAsync("DELETE FROM \"Decisions\" WHERE \"Id\" = @Id", ById, batch.DecisionsOver, ct);
        await journal.RunAsync(HistoryRows.Shape.Insert, HistoryRows.Shape, batch.History, ct);
        await journal.RunAsync(CursorRows.Shape.Upsert, CursorRows.Shape, batch.Cursors, ct);
        await journal.CommitAsync(ct);
    }

    private async Task<IReadOnlyList<Run>> AbandonedAsync(Run present, CancellationToken ct)
    {
        const string Ids = """SELECT "Id" FROM "Runs" WHERE "DataflowId" = @DataflowId AND "Outcome" = 'Running' AND "Id" <> @Id AND "StartedAt" <= @StartedAt""";
        (Column, object)[] values = [(Column.Text("DataflowId"), present.DataflowId), (Column.Id("Id"), present.Id), (Column.Moment("StartedAt"), present.StartedAt.UtcTicks)];
        await using var db = await databases.BorrowAsync(ct);
        var ids = await db.RowsAsync(Ids, values, ct).Select(row => row.GetGuid(0)).ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.Db.Runs.AsNoTracking().Where(run => ids.Contains(run.Id)).ToListAsync(ct);
    }

    private async Task StoreAsync(string sql, IReadOnlyList<Run> runs, CancellationToken ct)
    {
        if (runs.Count == 0) return;
        await using var journal = await JournalTransaction.BeginAsync(databases, ct);
        await journal.RunAsync(sql, RunRows.Shape, runs, ct);
        await journal.CommitAsync(ct);
    }
}
