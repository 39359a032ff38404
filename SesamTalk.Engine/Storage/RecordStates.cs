using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Changes what is the case with a link, or with a record that has no partner, for a person: each with its audit entry, and only
/// from the states named. What a run records of it meanwhile wins.
/// </summary>
public sealed class RecordStates(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
{
    /// <summary>Moves a link; false where it is in none of the states (any more). A refused write may be tried at once.</summary>
    public async Task<bool> MoveAsync(Guid linkId, IReadOnlyCollection<Population> from, Population to, Reason reason, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var before = await db.Links.Where(link => link.Id == linkId).Select(link => link.State).FirstOrDefaultAsync(ct);
        var changed = await db.Links.Where(link => link.Id == linkId && from.Contains(link.State)).ExecuteUpdateAsync(
            set => set.SetProperty(link => link.State, to).SetProperty(link => link.Reason, reason).SetProperty(link => link.AsksPerson, false).SetProperty(link => link.ChangedAt, now)
                .SetProperty(link => link.NextTryAt, (DateTimeOffset?)null), ct);
        return changed > 0 && await SaidAsync(db, $"link/{linkId:N}", before, to, reason, who, ct);
    }

    /// <summary>Moves a record without a partner; false where it is in none of the states (any more).</summary>
    public async Task<bool> MoveAsync(UnlinkedRecord record, IReadOnlyCollection<Population> from, Population to, Reason reason, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var changed = await db.UnlinkedRecords.Where(u => u.DataflowId == record.DataflowId && u.PairId == record.PairId && u.Side == record.Side && u.Id == record.Id && from.Contains(u.State)).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.State, to).SetProperty(u => u.Reason, reason).SetProperty(u => u.AsksPerson, false).SetProperty(u => u.NextTryAt, (DateTimeOffset?)null), ct);
        return changed > 0 && await SaidAsync(db, $"record/{record.PairId}/{record.Side}:{record.Id}", record.State, to, reason, who, ct);
    }

    private async Task<bool> SaidAsync(TalkDb db, string subject, Population before, Population after, Reason reason, string who, CancellationToken ct)
    {
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), who, "record", subject, $"{reason.ToString().TrimEnd('.')}: {before} → {after}.") { Changes = AuditChange.Of("state", before, after) });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
