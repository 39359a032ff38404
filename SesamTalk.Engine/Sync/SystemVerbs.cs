using System.Globalization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What a system holds as it says now, with what changed since it was last accepted; or why it could not be asked.</summary>
/// <param name="Description">The entities; null where it could not be asked.</param>
/// <param name="Changes">What changed; empty at the first look.</param>
/// <param name="Since">When the schema was accepted that it is compared with; null at the first look.</param>
/// <param name="Sentence">Why it could not be asked; empty otherwise.</param>
public sealed record SchemaLook(SystemDescription? Description, System.Collections.Immutable.ImmutableArray<SchemaChange> Changes, DateTimeOffset? Since, Reason? Sentence = null);

/// <summary>What became of saving a system.</summary>
/// <param name="Stored">The system as stored; null where nothing was stored.</param>
/// <param name="Problems">What is wrong with which setting.</param>
/// <param name="Why">What the connector itself says is wrong; null otherwise.</param>
public sealed record SystemSaved(ConnectedSystem? Stored, System.Collections.Immutable.ImmutableArray<SettingProblem> Problems, Reason? Why = null);

/// <summary>Stores connected systems, and looks at them for a person: tests the connection, and reads what they hold. Nothing is ever written to them.</summary>
public sealed class SystemVerbs(ConnectorCatalog catalog, SystemStore systems, SystemMemory memory, SettingStore settings, ISecretProtector protector, AuditLog audit, TimeProvider clock)
{
    /// <summary>The setting that names the hosts of inner networks at which systems may stand, apart by commas or blanks.</summary>
    public const string InnerAddresses = SettingStore.InnerAddresses;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Stores a system, new or changed, with the secrets given now; those not given stay as they are. Stores nothing where a
    /// setting cannot work, and says which. Throws <see cref="SettingsException"/> for a connector that does not exist.
    /// </summary>
    public async Task<SystemSaved> SaveAsync(ConnectedSystem edited, IReadOnlyDictionary<string, string> secrets, string who, CancellationToken cancellation = default)
    {
        var kind = catalog.Find(edited.Connector) ?? throw new SettingsException($"There is no connector “{edited.Connector}”.");
        var named = await settings.GetAsync(InnerAddresses, cancellation);
        var problems = SettingCheck.Problems(kind.Fields(edited.Settings), edited.Settings, edited.ProtectedSecrets.Keys.Concat(secrets.Keys).ToHashSet(), host => InnerNetworks.Names(named, host));
        if (problems.Any(problem => problem.Trouble is SettingTrouble.InnerAddress or SettingTrouble.NotAnAddress))
            await audit.AddAsync(who, "system.refused", "system/" + edited.Id, $"{who} was refused a system at an address that is not allowed or none: {edited.Id}", cancellation);
        if (!problems.IsEmpty) return new(null, problems);
        var system = edited with { ProtectedSecrets = edited.ProtectedSecrets.SetItems(secrets.Select(secret => KeyValuePair.Create(secret.Key, protector.Protect(secret.Value)))) };
        try
        {
            await using var opens = kind.Open(system);
        }
        catch (SettingsException wrong)
        {
            return new(null, [], wrong.Because);
        }

        await systems.SaveAsync(system, who, cancellation);
        return new(system, []);
    }

    /// <summary>
    /// Tests a connection step by step and remembers how it went. Settings that cannot work fail the step <c>settings</c>; what
    /// takes longer than a minute fails the step <c>time</c>.
    /// </summary>
    public async Task<StoredCheck> TestAsync(ConnectedSystem system, CancellationToken cancellation = default)
    {
        var check = new StoredCheck(clock.GetUtcNow(), (await StepsAsync(system, cancellation)).Steps);
        await memory.KeepAsync(system.Id, check, cancellation);
        return check;
    }

    /// <summary>Asks a system what it holds. The first look is accepted at once; a later one that differs waits for <see cref="AcceptAsync"/>.</summary>
    public async Task<SchemaLook> LookAsync(ConnectedSystem system, CancellationToken cancellation = default)
    {
        var (description, why) = await DescribeAsync(system, cancellation);
        if (description is null) return new(null, [], null, why);
        var now = SchemaOutline.Of(description);
        if (await memory.SchemaAsync(system.Id, cancellation) is { } known) return new(description, known.Outline.ChangesTo(now), known.At);
        await memory.KeepAsync(system.Id, new StoredSchema(clock.GetUtcNow(), now), cancellation);
        return new(description, [], null);
    }

    /// <summary>Takes what a person has seen as the schema to compare with from now on.</summary>
    public async Task AcceptAsync(string systemId, SystemDescription seen, string who, CancellationToken cancellation = default)
    {
        var before = await memory.SchemaAsync(systemId, cancellation);
        await memory.KeepAsync(systemId, new StoredSchema(clock.GetUtcNow(), SchemaOutline.Of(seen)), cancellation);
        await audit.AddAsync(who, "system.schema", "system/" + systemId, $"{who} accepted what the system says of its schema now.", cancellation, AuditChange.Of("schema", before?.At.ToString("u", CultureInfo.InvariantCulture), clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Takes whose data the system holds now as what is meant, so that its dataflows run again; gives whose that is, or the
    /// sentence that says why it could not be asked. Unknown where the system does not tell: then nothing is stored.
    /// </summary>
    public async Task<(SystemIdentity Now, Reason Sentence)> ConfirmAsync(ConnectedSystem system, string who, CancellationToken cancellation = default)
    {
        try
        {
            await using var connector = catalog.Open(system);
            if (connector is not ITellsIdentity teller) return (SystemIdentity.Unknown, Reason.None);
            if (!(await teller.WhoAsync(cancellation)).Is(out var now, out var error)) return (SystemIdentity.Unknown, error.Because);
            if (now.Id.Length > 0) await memory.ConfirmAsync(system.Id, new StoredIdentity(clock.GetUtcNow(), now), who, cancellation);
            return (now, Reason.None);
        }
        catch (SettingsException wrong)
        {
            return (SystemIdentity.Unknown, wrong.Because);
        }
    }

    private async Task<CheckReport> StepsAsync(ConnectedSystem system, CancellationToken cancellation)
    {
        using var soon = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, cancellation);
        var start = clock.GetTimestamp();
        try
        {
            await using var connector = catalog.Open(system);
            return await connector.CheckAsync(both.Token);
        }
        catch (SettingsException wrong)
        {
            return new([new CheckStep("settings", false, wrong.Because, clock.GetElapsedTime(start))]);
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new([new CheckStep("time", false, $"No answer within {Patience.TotalSeconds:0} seconds.", clock.GetElapsedTime(start))]);
        }
    }

    private async Task<(SystemDescription? Description, Reason Why)> DescribeAsync(ConnectedSystem system, CancellationToken cancellation)
    {
        using var soon = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, cancellation);
        try
        {
            await using var connector = catalog.Open(system);
            var answer = await connector.DescribeAsync(both.Token);
            return (answer.Value, answer.Error?.Because ?? Reason.None);
        }
        catch (SettingsException wrong)
        {
            return (null, wrong.Because);
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (null, (Wording)$"No answer within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
