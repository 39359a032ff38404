using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>One property of a record as its system gave it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Value">Its value as text; null where it is blank, or hidden.</param>
/// <param name="IsHidden">It is, or holds, a secret and is not shown.</param>
public sealed record RawValue(string Path, string? Value, bool IsHidden);

/// <summary>A record as its system gives it, with everything that was read of it.</summary>
/// <param name="Values">What was read, by path; empty where there is none.</param>
/// <param name="IsThere">The system has it.</param>
/// <param name="Sentence">Why it could not be read; empty otherwise.</param>
public sealed record RawRecord(ImmutableArray<RawValue> Values, bool IsThere, Reason? Sentence = null);

/// <summary>Reads one record as it is, mapped or not, and says where a person finds it in its own system. Secrets are never among it.</summary>
public sealed class RawLooks(ConnectorCatalog catalog, SystemStore systems, ISecretProtector protector)
{
    private static readonly string[] SecretNames = ["password", "passord", "secret", "token", "apikey", "privatekey", "pincode"];

    /// <summary>The record now.</summary>
    public async Task<RawRecord> OfAsync(Dataflow dataflow, Pair pair, Side side, RecordId id, CancellationToken cancellation = default)
    {
        if (FormerId.Is(id)) return new([], IsThere: false);
        if (await SystemAsync(dataflow, side, cancellation) is not { } system) return new([], IsThere: false, (Wording)"The system is not connected.");
        try
        {
            await using var connector = catalog.Open(system);
            if (!(await connector.DescribeAsync(cancellation)).Is(out var described, out var trouble)) return new([], IsThere: false, trouble.Because);
            if (described.Find(pair.On(side).Entity) is not { } entity) return new([], IsThere: false, (Wording)$"The system has no {pair.On(side).Entity}.");
            if (!(await connector.ReadAsync(entity.Name, id, cancellation)).Is(out var reading, out trouble)) return new([], IsThere: false, trouble.Because);
            return reading.Change?.Record is { } record ? new(Shown(record, Secrets(system)), IsThere: true) : new([], IsThere: false);
        }
        catch (SettingsException wrong)
        {
            return new([], IsThere: false, wrong.Because);
        }
    }

    /// <summary>Where a person finds the record in its own system; null where the connector cannot tell, or is not asked since the system is not connected.</summary>
    public async Task<Uri?> PageAsync(Dataflow dataflow, Pair pair, Side side, RecordId id, CancellationToken cancellation = default)
    {
        if (FormerId.Is(id) || await SystemAsync(dataflow, side, cancellation) is not { } system) return null;
        try
        {
            await using var connector = catalog.Open(system);
            return (await connector.DescribeAsync(cancellation)).Is(out var described, out _) ? described.Find(pair.On(side).Entity)?.PageOf(id) : null;
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private async Task<ConnectedSystem?> SystemAsync(Dataflow dataflow, Side side, CancellationToken cancellation) =>
        dataflow.On(side).SystemId is { } id ? await systems.FindAsync(id, cancellation) : null;

    private string[] Secrets(ConnectedSystem system) => [.. system.ProtectedSecrets.Values.Select(protector.Reveal).Where(secret => secret.Length > 3)];

    private static ImmutableArray<RawValue> Shown(Record record, string[] secrets) =>
    [
        .. record.Known().Select(one => (Path: one.Key, Text: ValueTexts.Of(record, [one.Key])))
            .Select(one => IsSecret(one.Path, one.Text, secrets) ? new RawValue(one.Path, null, IsHidden: true) : new RawValue(one.Path, one.Text, IsHidden: false)),
    ];

    private static bool IsSecret(string path, string? text, string[] secrets)
    {
        var name = path[(path.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return SecretNames.Any(name.Contains) || (text is not null && secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
    }
}
