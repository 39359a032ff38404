using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// The ledger of shared rates in the database: one row a key, read and written back only where nobody else wrote in between.
/// By the database's clock where it is a server, since the clocks of its clients differ.
/// </summary>
/// <param name="databases">The database.</param>
/// <param name="clock">This process's clock.</param>
/// <param name="isShared">Whether another process may be on this database; where none can, nothing is asked of it.</param>
internal sealed class RateShares(IDbContextFactory<TalkDb> databases, TimeProvider clock, bool isShared) : IRateLedger
{
    private const int MostTries = 50;
    private static readonly TimeSpan ClockCheck = TimeSpan.FromMinutes(10);
    private (TimeSpan Ahead, DateTimeOffset At)? _server;

    public async Task<RateTurns?> TakeAsync(string key, int turns, double perSecond, CancellationToken cancellation)
    {
        RateTurns? taken = null;
        var isWritten = await ChangeAsync(key, (given, now) =>
        {
            (var after, taken) = given.Take(now, turns, perSecond);
            return after;
        }, cancellation);
        return isWritten ? taken : null;
    }

    public Task HoldAsync(string key, TimeSpan span, CancellationToken cancellation) =>
        ChangeAsync(key, (given, now) => given.Held(now + span.Ticks), cancellation);

    // A ledger that cannot be reached stops nobody: the run meets the same trouble where it keeps its journal, and says so there.
    private async Task<bool> ChangeAsync(string key, Func<GivenTurns, long, GivenTurns> change, CancellationToken cancellation)
    {
        if (!isShared) return false;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (await TryAsync(db, key, change, cancellation)) return true;
            }
        }
        catch (DbException)
        {
            return false;
        }

        return false;
    }

    private async Task<bool> TryAsync(TalkDb db, string key, Func<GivenTurns, long, GivenTurns> change, CancellationToken cancellation)
    {
        var row = await db.RateShares.AsNoTracking().SingleOrDefaultAsync(share => share.Name == key, cancellation);
        var text = change(GivenTurns.Of(row?.Turns), await NowAsync(db, cancellation)).Text;
        if (row is null) return await db.Database.ExecuteSqlAsync($"""INSERT INTO "RateShares" ("Name", "Turns", "Stamp") VALUES ({key}, {text}, 1) ON CONFLICT ("Name") DO NOTHING""", cancellation) == 1;
        return await db.RateShares.Where(share => share.Name == key && share.Stamp == row.Stamp)
            .ExecuteUpdateAsync(set => set.SetProperty(share => share.Turns, text).SetProperty(share => share.Stamp, row.Stamp + 1), cancellation) == 1;
    }

    private async Task<long> NowAsync(TalkDb db, CancellationToken cancellation)
    {
        if (db.Database.IsSqlite()) return clock.GetUtcNow().UtcTicks;
        if (_server is not { } known || (clock.GetUtcNow() - known.At).Duration() > ClockCheck)
        {
            var said = await db.Database.SqlQuery<DateTime>($"""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancellation);
            _server = known = (said.ToUniversalTime() - clock.GetUtcNow().UtcDateTime, clock.GetUtcNow());
        }

        return (clock.GetUtcNow() + known.Ahead).UtcTicks;
    }
}
