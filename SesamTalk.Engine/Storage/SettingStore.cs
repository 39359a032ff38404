using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>The installation's own settings, by dotted name. Not for secrets.</summary>
public sealed class SettingStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
{
    /// <summary>Names the hosts of inner networks at which systems may stand.</summary>
    public const string InnerAddresses = "systems.inner-addresses";

    /// <summary>The act under which the audit keeps a choice.</summary>
    public const string Chosen = "setting.chosen";

    /// <summary>What the audit calls a setting.</summary>
    public static string SubjectOf(string key) => "setting/" + key;

    /// <summary>The value of a setting, or null where it was never set.</summary>
    public async Task<string?> GetAsync(string key, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync("SELECT \"Value\" FROM \"Settings\" WHERE \"Key\" = @Key", [(Column.Text("Key"), key)], ct).Select(row => row.GetString(0)).SingleOrDefaultAsync(ct);
    }

    /// <summary>All settings whose names begin so, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StartingAsync(string prefix, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync("SELECT \"Key\", \"Value\" FROM \"Settings\" WHERE SUBSTR(\"Key\", 1, @Length) = @Prefix", [(Column.Number("Length"), prefix.Length), (Column.Text("Prefix"), prefix)], ct)
            .Select(row => KeyValuePair.Create(row.GetString(0), row.GetString(1))).ToDictionaryAsync(cancellationToken: ct);
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

    /// <summary>Sets a setting that concerns everybody, and keeps in the audit who did; null takes it away.</summary>
    public async Task ChooseAsync(string key, string? value, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = await db.Settings.SingleOrDefaultAsync(setting => setting.Key == key, ct);
        var before = stored?.Value;
        if (value is not null && stored is not null) stored.Value = value;
        else if (value is not null) db.Settings.Add(new StoredSetting { Key = key, Value = value });
        else if (stored is not null) db.Settings.Remove(stored);
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), who, Chosen, SubjectOf(key), $"{who} set {key}: {before ?? "as it comes"} → {value ?? "as it comes"}.") { Changes = AuditChange.Of(key, before, value) });
        await db.SaveChangesAsync(ct);
    }
}
