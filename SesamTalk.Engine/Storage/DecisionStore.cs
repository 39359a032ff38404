using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>The decisions that wait to be carried out.</summary>
public sealed class DecisionStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
{
    /// <summary>All that wait in a dataflow, oldest first.</summary>
    public async Task<IReadOnlyList<PersonDecision>> WaitingAsync(string dataflowId, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync(DecisionRows.Waiting, [(Column.Text("DataflowId"), dataflowId)], ct).Select(DecisionRows.Read).ToListAsync(ct);
    }

    /// <summary>The one that waits for a subject of a link, or null.</summary>
    public async Task<PersonDecision?> FindAsync(Guid linkId, string subject, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Decisions.AsNoTracking().SingleOrDefaultAsync(decision => decision.LinkId == linkId && decision.Subject == subject, ct);
    }

    /// <summary>The one that waits for a record without a link, or null.</summary>
    public async Task<PersonDecision?> FindAsync(string dataflowId, string pairId, Side side, RecordId id, CancellationToken ct = default)
    {
        var subject = PersonDecision.OfRecord(side, id);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.DataflowId == dataflowId && d.PairId == pairId && d.LinkId == null && d.Subject == subject, ct);
    }

    /// <summary>Stores a decision with an audit entry. False, storing nothing, where one already waits for the same thing.</summary>
    public async Task<bool> AddAsync(PersonDecision decision, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Decisions.Add(decision);
        db.Audit.Add(Audit(decision, decision.By, decision.Choice.ToString(), null, decision.Choice.ToString()));
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            if (await ExistsAsync(decision, ct)) return false;
            throw;
        }
    }

    /// <summary>Adds the second person's approval. False where the decision is gone or has one already.</summary>
    public async Task<bool> SecondAsync(PersonDecision decision, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var changed = await db.Decisions.Where(stored => stored.Id == decision.Id && stored.SecondBy == null && stored.By != who)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.SecondBy, who).SetProperty(stored => stored.SecondAt, now), ct);
        if (changed == 0) return false;
        db.Audit.Add(Audit(decision, who, decision.Choice + " as the second person", decision.By, $"{decision.By} + {who}"));
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Takes a decision back before a run carries it out. False where it is gone.</summary>
    public async Task<bool> TakeBackAsync(PersonDecision decision, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Decisions.Where(stored => stored.Id == decision.Id).ExecuteDeleteAsync(ct) == 0) return false;
        db.Audit.Add(Audit(decision, who, decision.Choice + " taken back", decision.Choice.ToString(), null));
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>A conflict by its id, or null.</summary>
    public async Task<OpenConflict?> ConflictAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Conflicts.AsNoTracking().SingleOrDefaultAsync(conflict => conflict.Id == id, ct);
    }

    /// <summary>A link by its id, or null.</summary>
    public async Task<Link?> LinkAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Links.AsNoTracking().SingleOrDefaultAsync(link => link.Id == id, ct);
    }

    /// <summary>The link that a pair has for a record, or null.</summary>
    public async Task<Link?> LinkOfAsync(string dataflowId, string pairId, Side side, RecordId id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var links = db.Links.AsNoTracking().Where(link => link.DataflowId == dataflowId && link.PairId == pairId);
        return await (side == Side.A ? links.Where(link => link.A == id) : links.Where(link => link.B == id)).SingleOrDefaultAsync(ct);
    }

    private AuditEntry Audit(PersonDecision decision, string who, string what, string? before, string? after) => new(
        ids.New(), clock.GetUtcNow(), who, "decision", decision.LinkId is { } link ? $"link/{link:N}/{decision.Subject}" : $"record/{decision.PairId}/{decision.Subject}", $"{who} decided: {what}.") { Changes = AuditChange.Of("decision", before, after) };

    private async Task<bool> ExistsAsync(PersonDecision decision, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return decision.LinkId is { } link
            ? await db.Decisions.AnyAsync(d => d.LinkId == link && d.Subject == decision.Subject, ct)
            : await db.Decisions.AnyAsync(d => d.DataflowId == decision.DataflowId && d.PairId == decision.PairId && d.LinkId == null && d.Subject == decision.Subject, ct);
    }
}
