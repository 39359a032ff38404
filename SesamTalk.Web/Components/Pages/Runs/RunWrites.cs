using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>How many writes of a run stand where, for one pair and side, and between which moments they were meant and answered.</summary>
public sealed record WriteTally(string PairId, Side Side, WriteState State, int Count, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>What a run wrote, counted where it is kept.</summary>
public static class RunWrites
{
    private static readonly WriteState[] Failed = [WriteState.Rejected, WriteState.Stale, WriteState.NotDone, WriteState.Unknown];

    /// <summary>Whether a write did not take effect, as far as is known.</summary>
    public static bool HasFailed(WriteState state) => Failed.Contains(state);

    /// <summary>The writes by pair, side and state.</summary>
    public static async Task<IReadOnlyList<WriteTally>> TalliesAsync(TalkDb db, Guid runId, CancellationToken ct) => await db.Writes.AsNoTracking()
        .Where(write => write.RunId == runId)
        .GroupBy(write => new { write.PairId, write.Side, write.State })
        .Select(group => new WriteTally(group.Key.PairId, group.Key.Side, group.Key.State, group.Count(), group.Min(write => (DateTimeOffset?)write.IntendedAt), group.Max(write => write.AnsweredAt)))
        .ToListAsync(ct);

    /// <summary>The links whose writes failed; each once.</summary>
    public static async Task<IReadOnlyList<Guid>> FailedLinksAsync(TalkDb db, Guid runId, CancellationToken ct) => await db.Writes.AsNoTracking()
        .Where(write => write.RunId == runId && Failed.Contains(write.State)).Select(write => write.LinkId).Distinct().OrderBy(link => link).ToListAsync(ct);

    /// <summary>The writes that failed, in their order.</summary>
    public static IQueryable<WriteEntry> FailedOf(TalkDb db, Guid runId) => db.Writes.AsNoTracking().Where(write => write.RunId == runId && Failed.Contains(write.State)).OrderBy(write => write.Id);
}
