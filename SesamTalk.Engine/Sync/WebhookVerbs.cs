using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What a system promised to tell, and where.</summary>
/// <param name="Callback">Our address that it was given, without a secret.</param>
/// <param name="Ids">What the system calls it.</param>
/// <param name="Since">Since when.</param>
public sealed record StoredWebhooks(Uri Callback, ImmutableArray<string> Ids, DateTimeOffset Since);

/// <summary>What a delivery comes to.</summary>
/// <param name="Verdict">Whether it is from the system, and what it points at.</param>
/// <param name="Describes">The system's entities, by which what it points at is found in dataflows.</param>
public sealed record WebhookReading(WebhookVerdict Verdict, SystemDescription Describes);

/// <summary>Asks systems to tell by themselves that something happened, and reads what they tell: a hint to look, never a record.</summary>
public sealed class WebhookVerbs(ConnectorCatalog catalog, SystemStore systems, SettingStore settings, AuditLog audit, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ConnectedSystem Of, IConnector Connector, SystemDescription Describes)> _opened = [];

    /// <summary>How a system comes to tell; <see cref="WebhookMeans.None"/> also where its settings cannot work.</summary>
    public async Task<WebhookMeans> MeansAsync(ConnectedSystem system, CancellationToken cancellation = default) =>
        (await OpenAsync(system, cancellation)) is { Connector: IWebhooks hooks } ? hooks.Means : WebhookMeans.None;

    /// <summary>Checks a delivery; null where there is no such system, or it tells nothing.</summary>
    public async Task<WebhookReading?> ReadAsync(string systemId, WebhookDelivery delivery, CancellationToken cancellation = default)
    {
        if (await systems.FindAsync(systemId, cancellation) is not { } system || await OpenAsync(system, cancellation) is not { Connector: IWebhooks hooks, Describes: var describes } || hooks.Means == WebhookMeans.None) return null;
        return new(hooks.Read(delivery), describes);
    }

    /// <summary>What the system promised; null where it was not asked.</summary>
    public async Task<StoredWebhooks?> FindAsync(string systemId, CancellationToken cancellation = default)
    {
        try
        {
            return await settings.GetAsync(Key(systemId), cancellation) is { } json ? JsonSerializer.Deserialize<StoredWebhooks>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Asks the system to tell at this address, in place of an earlier one; gives the sentence that says why not, empty where it will.</summary>
    public async Task<Reason> SubscribeAsync(string systemId, Uri callback, string who, CancellationToken cancellation = default)
    {
        if (await FindAsync(systemId, cancellation) is { } earlier && await UnsubscribeAsync(systemId, who, cancellation) is { IsEmpty: false } kept && earlier.Callback != callback) return kept;
        if (await systems.FindAsync(systemId, cancellation) is not { } system || await OpenAsync(system, cancellation) is not { Connector: IWebhooks hooks }) return (Wording)"This system tells nothing by itself.";
        var answer = await hooks.SubscribeAsync(callback, cancellation);
        if (!answer.Is(out var subscription, out var error)) return error.Because;
        await settings.SetAsync(Key(systemId), JsonSerializer.Serialize(new StoredWebhooks(callback, subscription.Ids, clock.GetUtcNow())), CancellationToken.None);
        // By its host: the rest of the address may be what a delivery is proved by.
        await audit.AddAsync(who, "system.listen", "system/" + systemId, $"{who} asked the system {system.Name} to tell what happens in it.", CancellationToken.None, AuditChange.Of("told at", null, callback.Host));
        return Reason.None;
    }

    /// <summary>Asks the system to stop; gives the sentence that says why it does not, empty where it has.</summary>
    public async Task<Reason> UnsubscribeAsync(string systemId, string who, CancellationToken cancellation = default)
    {
        if (await FindAsync(systemId, cancellation) is not { } there) return Reason.None;
        if (await systems.FindAsync(systemId, cancellation) is { } system && await OpenAsync(system, cancellation) is { Connector: IWebhooks hooks })
        {
            var answer = await hooks.UnsubscribeAsync(new(there.Ids), cancellation);
            if (!answer.Is(out _, out var error)) return error.Because;
        }

        await settings.SetAsync(Key(systemId), null, CancellationToken.None);
        await audit.AddAsync(who, "system.listen", "system/" + systemId, $"{who} asked the system {systemId} to tell no more.", CancellationToken.None, AuditChange.Of("told at", there.Callback.Host, null));
        return Reason.None;
    }

    // Kept open while nothing changes: anybody may send deliveries, and a manifest takes longer to read than a signature.
    private async Task<(IConnector Connector, SystemDescription Describes)?> OpenAsync(ConnectedSystem system, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_opened.TryGetValue(system.Id, out var there) && Same(there.Of, system)) return (there.Connector, there.Describes);
        }

        try
        {
            var connector = catalog.Open(system);
            if (connector is not IWebhooks || !(await connector.DescribeAsync(cancellation)).Is(out var describes, out _)) return null;
            lock (_gate) _opened[system.Id] = (system, connector, describes);
            return (connector, describes);
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static bool Same(ConnectedSystem one, ConnectedSystem other) => one.Connector == other.Connector && Same(one.Settings, other.Settings) && Same(one.ProtectedSecrets, other.ProtectedSecrets);

    private static bool Same(ImmutableDictionary<string, string> one, ImmutableDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static string Key(string systemId) => $"system.{systemId}.webhooks";
}
