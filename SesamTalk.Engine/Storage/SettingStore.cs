using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>The installation's own settings, by dotted name. Not for secrets.</summary>
public sealed class SettingStore(IDbContextFactory<TalkDb> databases)
{
    /// <summary>The value of a setting, or null where it was never set.</summary>
    public async Task<string?> GetAsync(string key, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Settings.Where(setting => setting.Key == key).Select(setting => setting.Value).SingleOrDefaultAsync(ct);
    }

    /// <summary>Sets a setting; null takes it away. The last to set wins.</summary>
    public async Task SetAsync(string key, string? value, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (value is null)
        {
            await db.Settings.Where(setting => setting.Key == key).ExecuteDeleteAsync(ct);
            return;
        }

        // One statement, so that two who set the same new key at once both succeed.
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "Settings" ("Key", "Value") VALUES ({key}, {value}) ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value" """, ct);
    }
}
