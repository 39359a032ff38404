using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Storage;

/// <summary>A connection test as it went, and when.</summary>
public sealed record StoredCheck(DateTimeOffset At, ImmutableArray<CheckStep> Steps)
{
    /// <summary>Every step went well.</summary>
    public bool IsFine => Steps.All(step => step.IsFine);
}

/// <summary>A schema as it was last looked at and accepted, and when.</summary>
public sealed record StoredSchema(DateTimeOffset At, SchemaOutline Outline);

/// <summary>Whose data a system held when a run first read it, or when a person last confirmed it.</summary>
public sealed record StoredIdentity(DateTimeOffset At, SystemIdentity Identity);

/// <summary>What is remembered of a system between two looks at it: its last connection test, the schema that mappings were made for, and whose data it holds.</summary>
public sealed class SystemMemory(SettingStore settings)
{
    /// <summary>The last connection test, or null.</summary>
    public Task<StoredCheck?> CheckAsync(string systemId, CancellationToken ct = default) => ReadAsync<StoredCheck>(CheckKey(systemId), ct);

    /// <summary>Remembers a connection test.</summary>
    public Task KeepAsync(string systemId, StoredCheck check, CancellationToken ct = default) => settings.SetAsync(CheckKey(systemId), JsonSerializer.Serialize(check), ct);

    /// <summary>The schema last accepted, or null.</summary>
    public Task<StoredSchema?> SchemaAsync(string systemId, CancellationToken ct = default) => ReadAsync<StoredSchema>(SchemaKey(systemId), ct);

    /// <summary>Remembers a schema.</summary>
    public Task KeepAsync(string systemId, StoredSchema schema, CancellationToken ct = default) => settings.SetAsync(SchemaKey(systemId), JsonSerializer.Serialize(schema), ct);

    /// <summary>Whose data it holds, or null before its first run, and where it does not tell.</summary>
    public Task<StoredIdentity?> IdentityAsync(string systemId, CancellationToken ct = default) => ReadAsync<StoredIdentity>(IdentityKey(systemId), ct);

    /// <summary>Remembers whose data it holds.</summary>
    public Task KeepAsync(string systemId, StoredIdentity identity, CancellationToken ct = default) => settings.SetAsync(IdentityKey(systemId), JsonSerializer.Serialize(identity), ct);

    /// <summary>Takes whose data it holds now as what is meant, and keeps in the audit who said so.</summary>
    public Task ConfirmAsync(string systemId, StoredIdentity identity, string who, CancellationToken ct = default) => settings.ChooseAsync(IdentityKey(systemId), JsonSerializer.Serialize(identity), who, ct);

    internal static string[] Keys(string systemId) => [CheckKey(systemId), SchemaKey(systemId), IdentityKey(systemId), $"system.{systemId}.webhooks"];

    // What an older version wrote in another shape counts as never written: the next look writes it again.
    private async Task<T?> ReadAsync<T>(string key, CancellationToken ct)
        where T : class
    {
        if (await settings.GetAsync(key, ct) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string CheckKey(string systemId) => $"system.{systemId}.check";

    private static string IdentityKey(string systemId) => $"system.{systemId}.identity";

    private static string SchemaKey(string systemId) => $"system.{systemId}.schema";
}
