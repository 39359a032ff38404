using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Rows;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>The connected systems. Secrets come and go protected; the audit names settings and secrets, never their values.</summary>
public sealed class SystemStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids, IEnumerable<KeepsSystem> keepers)
{
    /// <summary>All systems, by name.</summary>
    public async Task<IReadOnlyList<ConnectedSystem>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Systems.AsNoTracking().OrderBy(system => system.Name).ThenBy(system => system.Id).ToListAsync(ct);
    }

    /// <summary>The system of an id, or null.</summary>
    public async Task<ConnectedSystem?> FindAsync(string id, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync(SystemRows.OfId, [(Column.Text("Id"), id)], ct).Select(SystemRows.Read).SingleOrDefaultAsync(ct);
    }

    /// <summary>Why the stored system of this id must not become this one; null where it may.</summary>
    public async Task<string?> WhyKeptAsync(ConnectedSystem system, CancellationToken ct = default)
    {
        if (!keepers.Any() || await FindAsync(system.Id, ct) is not { } before) return null;
        foreach (var keeps in keepers)
            if (await keeps(before, system, ct) is { } why) return why;
        return null;
    }

    /// <summary>Stores a system, new or changed. The last to save wins. Throws <see cref="SystemKeptException"/> where it must stay as it is.</summary>
    public async Task SaveAsync(ConnectedSystem system, string who, CancellationToken ct = default)
    {
        if (await WhyKeptAsync(system, ct) is { } why) throw new SystemKeptException(why);
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = await db.Systems.AsNoTracking().SingleOrDefaultAsync(stored => stored.Id == system.Id, ct);
        if (before is null) db.Systems.Add(system);
        else db.Systems.Update(system);
        var now = clock.GetUtcNow();
        foreach (var secret in system.ProtectedSecrets.Where(secret => before?.ProtectedSecrets.GetValueOrDefault(secret.Key) != secret.Value))
            await StampAsync(db, new(system.Id, secret.Key, now, who), ct);
        db.Audit.Add(new AuditEntry(ids.New(), now, who, before is null ? "system.added" : "system.saved", "system/" + system.Id, Sentence(system, before, who)) { Changes = Changes(before, system) });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Puts every stored secret through <paramref name="renew"/>, which gives the same secret protected anew, or null where it stays as
    /// it is. What somebody stores meanwhile counts, and is renewed too. Gives how many were. The audit has no entry of it: no secret is another one.
    /// </summary>
    public async Task<int> RenewSecretsAsync(Func<ConnectedSystem, string, string, string?> renew, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var count = 0;
        foreach (var id in await db.Systems.Select(system => system.Id).ToListAsync(ct)) count += await RenewSecretsAsync(db, id, renew, ct);
        return count;
    }

    private static async Task<int> RenewSecretsAsync(TalkDb db, string id, Func<ConnectedSystem, string, string, string?> renew, CancellationToken ct)
    {
        while (await db.Systems.AsNoTracking().SingleOrDefaultAsync(system => system.Id == id, ct) is { } system)
        {
            var before = system.ProtectedSecrets;
            var after = before.ToImmutableDictionary(secret => secret.Key, secret => renew(system, secret.Key, secret.Value) ?? secret.Value);
            var renewed = before.Count(secret => after[secret.Key] != secret.Value);
            if (renewed == 0 || await db.Systems.Where(one => one.Id == id && one.ProtectedSecrets == before).ExecuteUpdateAsync(set => set.SetProperty(one => one.ProtectedSecrets, after), ct) == 1) return renewed;
        }

        return 0;
    }

    /// <summary>When each secret of a system was stored, and by whom; nothing of the secret itself. One that was stored before this was noted is missing.</summary>
    public async Task<IReadOnlyList<SecretStamp>> StampsAsync(string systemId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var prefix = SecretStamp.Prefix(systemId);
        var rows = await db.Settings.AsNoTracking().Where(setting => setting.Key.StartsWith(prefix)).ToListAsync(ct);
        return [.. rows.Select(row => SecretStamp.Read(systemId, row))];
    }

    /// <summary>
    /// Takes a system away with all that is remembered of it, unless a dataflow uses it: then nothing is changed, and the titles
    /// of those dataflows are the answer. Empty where it is gone.
    /// </summary>
    public async Task<IReadOnlyList<string>> RemoveAsync(string id, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var definitions = await db.Dataflows.OrderBy(row => row.Title).Select(row => row.Definition).ToListAsync(ct);
        string[] users = [.. definitions.Select(DefinitionJson.Read).Where(dataflow => dataflow.A.SystemId == id || dataflow.B.SystemId == id).Select(dataflow => dataflow.Title)];
        if (users.Length > 0 || await db.Systems.SingleOrDefaultAsync(system => system.Id == id, ct) is not { } system) return users;
        db.Systems.Remove(system);
        var remembered = SystemMemory.Keys(id);
        var secrets = SecretStamp.Prefix(id);
        await db.Settings.Where(setting => remembered.Contains(setting.Key) || setting.Key.StartsWith(secrets)).ExecuteDeleteAsync(ct);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, "system.removed", "system/" + id, $"{who} removed the system {system.Name}.") { Changes = Changes(system, null) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [];
    }

    private static async Task StampAsync(TalkDb db, SecretStamp stamp, CancellationToken ct)
    {
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Key == stamp.Key, ct) is { } there) there.Value = stamp.Value;
        else db.Settings.Add(new StoredSetting { Key = stamp.Key, Value = stamp.Value });
    }

    private static string Sentence(ConnectedSystem system, ConnectedSystem? before, string who)
    {
        if (before is null) return $"{who} added the system {system.Name}.";
        List<string> changed = [];
        if (before.Name != system.Name) changed.Add("name");
        if (before.Connector != system.Connector) changed.Add("connector");
        if (before.Environment != system.Environment) changed.Add("environment");
        changed.AddRange(Changed(before.Settings, system.Settings));
        changed.AddRange(Changed(before.ProtectedSecrets, system.ProtectedSecrets));
        return changed.Count == 0 ? $"{who} saved the system {system.Name} without a change." : $"{who} changed the system {system.Name}: {string.Join(", ", changed)}.";
    }

    private static ImmutableArray<AuditChange> Changes(ConnectedSystem? before, ConnectedSystem? after)
    {
        var changes = AuditChange.Between(Said(before), Said(after));
        // Of a secret it is said that it is another one, and nothing else.
        var secrets = Changed(before?.ProtectedSecrets ?? [], after?.ProtectedSecrets ?? []);
        return [.. changes, .. secrets.Select(name => new AuditChange(name, before?.ProtectedSecrets.ContainsKey(name) == true ? "•••" : null, after?.ProtectedSecrets.ContainsKey(name) == true ? "••• (new)" : null))];
    }

    private static Dictionary<string, string> Said(ConnectedSystem? system) => system is null ? [] : new(system.Settings.Select(setting => KeyValuePair.Create(setting.Key, WithoutUser(setting.Value))))
    {
        ["name"] = system.Name, ["connector"] = system.Connector, ["environment"] = system.Environment.ToString(),
    };

    // An address may carry a name and a password before its host.
    private static string WithoutUser(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.UserInfo.Length > 0 ? value.Replace(address.UserInfo + "@", "•••@", StringComparison.Ordinal) : value;

    private static IEnumerable<string> Changed(ImmutableDictionary<string, string> before, ImmutableDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key)).Order(StringComparer.Ordinal);
}
