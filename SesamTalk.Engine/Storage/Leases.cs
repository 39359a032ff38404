using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Who works on what, across threads, processes and nodes: a name is held by one holder until it is released or its time is
/// over. Each act is one statement, so two who try at once cannot both succeed.
/// </summary>
public sealed class Leases(IDbContextFactory<TalkDb> databases, TimeProvider clock)
{
    /// <summary>Takes a name, or lengthens what the holder already has. False while somebody else holds it.</summary>
    public async Task<bool> TakeAsync(string name, string holder, TimeSpan forHowLong, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.SignAsync(LeaseRows.Take, LeaseRows.Taking, Wish(name, holder, forHowLong), ct) == 1;
    }

    /// <summary>Lengthens what the holder has, from now. False where it was taken over in the meantime: the work must stop.</summary>
    public async Task<bool> RenewAsync(string name, string holder, TimeSpan forHowLong, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.SignAsync(LeaseRows.Renew, LeaseRows.Renewing, Wish(name, holder, forHowLong), ct) == 1;
    }

    /// <summary>Gives a name free. Does nothing where the holder no longer has it.</summary>
    public async Task ReleaseAsync(string name, string holder, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""DELETE FROM "Leases" WHERE "Name" = {name} AND "Holder" = {holder}""", ct);
    }

    /// <summary>A name, wanted from now on for so long.</summary>
    internal LeaseWish Wish(string name, string holder, TimeSpan forHowLong)
    {
        var now = clock.GetUtcNow();
        return new LeaseWish(name, holder, (now + forHowLong).UtcTicks, now.UtcTicks);
    }

    /// <summary>Gives every name free. For the one who knows that nobody else works on this database: the owner of a data folder, at its start.</summary>
    public async Task ForgetAllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Leases.ExecuteDeleteAsync(ct);
    }
}
