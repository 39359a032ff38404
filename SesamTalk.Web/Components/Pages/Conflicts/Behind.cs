using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>What waits behind a conflict: records that refer to one without a partner, and are not written until it has one.</summary>
public static class Behind
{
    private const int Most = 5_000;

    /// <summary>How many records wait for each of these conflicts; those that nothing waits for are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> OfAsync(TalkDb db, IReadOnlyList<ConflictRow> rows, CancellationToken ct)
    {
        var alone = rows.Where(row => row.Conflict.Alone() is not null).ToList();
        if (alone.Count == 0) return new Dictionary<Guid, int>();
        var flows = alone.Select(row => row.Conflict.DataflowId).Distinct().ToList();
        var links = await db.Links.AsNoTracking().Where(link => flows.Contains(link.DataflowId) && link.State == Population.Waiting && link.State != Population.InSync).Take(Most).Select(link => new { link.DataflowId, link.Reason }).ToListAsync(ct);
        var records = await db.UnlinkedRecords.AsNoTracking().Where(record => flows.Contains(record.DataflowId) && record.State == Population.Waiting).Take(Most).Select(record => new { record.DataflowId, record.Reason }).ToListAsync(ct);
        var waiting = links.Concat(records).Where(one => one.Reason.Has(ReasonCodes.WaitsFor)).ToList();
        return alone.Select(row => (row.Conflict.Id, Count: waiting.Count(one => one.DataflowId == row.Conflict.DataflowId && Names(one.Reason, row.Conflict.Alone()!.Value.Id.Text)))).Where(one => one.Count > 0).ToDictionary(one => one.Id, one => one.Count);
    }

    // The record that is waited for stands last in the reason, also where that is a part of another.
    private static bool Names(Reason reason, string id) => reason.Stored.Contains($",\"{id}\"]", StringComparison.Ordinal) || reason.Stored.Contains($",\\\"{id}\\\"]", StringComparison.Ordinal);
}
