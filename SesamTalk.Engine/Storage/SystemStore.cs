using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>The connected systems. Secrets come and go protected; the audit names settings and secrets, never their values.</summary>
public sealed class SystemStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
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
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Systems.AsNoTracking().SingleOrDefaultAsync(system => system.Id == id, ct);
    }

    /// <summary>Stores a system, new or changed. The last to save wins.</summary>
    public async Task SaveAsync(ConnectedSystem system, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = await db.Systems.AsNoTracking().SingleOrDefaultAsync(stored => stored.Id == system.Id, ct);
        if (before is null) db.Systems.Add(system);
        else db.Systems.Update(system);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, before is null ? "system.added" : "system.saved", "system/" + system.Id, Sentence(system, before, who)));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Removes a system with its secrets; nothing happens where there is none. Who stands in a dataflow is the caller's to look at.</summary>
    public async Task RemoveAsync(string id, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Systems.SingleOrDefaultAsync(stored => stored.Id == id, ct) is not { } system) return;
        db.Systems.Remove(system);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, "system.removed", "system/" + id, $"{who} removed the system {system.Name}."));
        await db.SaveChangesAsync(ct);
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

    private static IEnumerable<string> Changed(ImmutableDictionary<string, string> before, ImmutableDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key)).Order(StringComparer.Ordinal);
}
