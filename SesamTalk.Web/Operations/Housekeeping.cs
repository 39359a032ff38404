using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Operations;

/// <summary>What a round through the house did.</summary>
public sealed record HouseKept(int Runs, int Writes, int History, int Conflicts, int Plans, int Keys, string? Backup);

/// <summary>
/// Once a day: lets go what is older than it is kept, freshens the indexes, and makes a backup where one is wanted. What is open, and
/// the audit, stays. Of several nodes one does it.
/// </summary>
internal sealed partial class Housekeeping(
    IDbContextFactory<TalkDb> databases, SettingStore settings, Leases leases, Backups backups, IEnumerable<IForgets> forgets, IOptions<OperationsOptions> options, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private const string Done = "housekeeping.last", Lease = "housekeeping";
    private const int Batch = 1_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(10), Held = TimeSpan.FromHours(1);
    private static readonly WriteState[] Open = [WriteState.Intended, WriteState.Unknown];
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Keeps the house where its hour has come and it was not kept today.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (now.Hour < options.Value.Keep.AtHour || await settings.GetAsync(Done, ct) == today || !await leases.TakeAsync(Lease, _node, Held, ct)) return;
        try
        {
            var kept = await KeepAsync(ct);
            await settings.SetAsync(Done, today, ct);
            Kept(kept.Runs, kept.Writes, kept.History, kept.Conflicts, kept.Plans, kept.Backup is null ? "no backup is wanted" : "a backup was made");
        }
        finally
        {
            await leases.ReleaseAsync(Lease, _node, CancellationToken.None);
        }
    }

    /// <summary>Keeps the house now.</summary>
    public async Task<HouseKept> KeepAsync(CancellationToken ct)
    {
        // First the backup: what is let go can then still be looked up in it.
        var backup = options.Value.Backup.Folder is { } folder && storage.Value.Provider == "Sqlite" ? await backups.MakeDailyAsync(folder, options.Value.Backup.Keep, ct) : null;
        var (now, keep) = (clock.GetUtcNow(), options.Value.Keep);
        var (oldest, oldestHistory) = (now.AddDays(-keep.RunDays), now.AddDays(-keep.HistoryDays));
        await using var db = await databases.CreateDbContextAsync(ct);
        var writes = await LetGoAsync(db.Writes.Where(write => write.IntendedAt < oldest && !Open.Contains(write.State)), write => write.Id, (ids, all) => all.Where(write => ids.Contains(write.Id)), db.Writes, ct);
        var runs = await LetGoAsync(db.Runs.Where(run => run.StartedAt < oldest && run.EndedAt != null && !db.Writes.Any(write => write.RunId == run.Id)), run => run.Id, (ids, all) => all.Where(run => ids.Contains(run.Id)), db.Runs, ct);
        var conflicts = await LetGoAsync(db.Conflicts.Where(one => one.SettledAt != null && one.SettledAt < oldest), one => one.Id, (ids, all) => all.Where(one => ids.Contains(one.Id)), db.Conflicts, ct);
        var plans = await LetGoAsync(db.Plans.Where(plan => plan.MadeAt < oldest && plan.State != PlanState.HeldBack), plan => plan.Id, (ids, all) => all.Where(plan => ids.Contains(plan.Id)), db.Plans, ct);
        var history = await LetGoAsync(db.History.Where(entry => entry.At < oldestHistory), entry => entry.Id, (ids, all) => all.Where(entry => ids.Contains(entry.Id)), db.History, ct);
        var keys = 0;
        foreach (var one in forgets) keys += await one.ForgetAsync(ct);
        await FreshenAsync(db, ct);
        return new(runs, writes, history, conflicts, plans, keys, backup);
    }

    // A few at a time, so that runs do not wait for it.
    private static async Task<int> LetGoAsync<T>(IQueryable<T> old, System.Linq.Expressions.Expression<Func<T, Guid>> id, Func<List<Guid>, IQueryable<T>, IQueryable<T>> named, IQueryable<T> all, CancellationToken ct)
    {
        var count = 0;
        while (await old.Select(id).Take(Batch).ToListAsync(ct) is { Count: > 0 } ids) count += await named(ids, all).ExecuteDeleteAsync(ct);
        return count;
    }

    private static async Task FreshenAsync(TalkDb db, CancellationToken ct)
    {
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);", ct);
        else await db.Database.ExecuteSqlRawAsync("ANALYZE", ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            NotKept(trouble);
        }
    }

    [LoggerMessage(LogLevel.Information, "The house was kept: {Runs} runs, {Writes} writes, {History} entries of history, {Conflicts} settled conflicts and {Plans} plans were let go; {Backup}.")]
    private partial void Kept(int runs, int writes, int history, int conflicts, int plans, string backup);

    [LoggerMessage(LogLevel.Error, "The house could not be kept; it is tried again in ten minutes.")]
    private partial void NotKept(Exception trouble);
}
