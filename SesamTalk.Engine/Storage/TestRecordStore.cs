using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;

namespace SesamTalk.Engine.Storage;

/// <summary>The journal of test records: written before a record is touched, closed when it is cleaned up.</summary>
public sealed class TestRecordStore(IDbContextFactory<TalkDb> databases)
{
    /// <summary>Writes down test records, new or changed.</summary>
    public async Task SaveAsync(IReadOnlyCollection<TestRecord> records, CancellationToken ct = default)
    {
        if (records.Count == 0) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        var known = await db.TestRecords.Where(stored => records.Select(record => record.Id).Contains(stored.Id)).Select(stored => stored.Id).ToListAsync(ct);
        foreach (var record in records)
        {
            if (known.Contains(record.Id)) db.TestRecords.Update(record);
            else db.TestRecords.Add(record);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Those that are not cleaned up, in the order in which they were written down; of one proof, or of all.</summary>
    public async Task<IReadOnlyList<TestRecord>> OpenAsync(Guid? proofId = null, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.TestRecords.AsNoTracking().Where(record => record.State != TestRecordState.CleanedUp && (proofId == null || record.ProofId == proofId)).OrderBy(record => record.Id).ToListAsync(ct);
    }
}
