using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// A named system and how it is reached: the connector's key and its settings. Secrets stand in
/// <see cref="ProtectedSecrets"/> only as <see cref="ISecretProtector"/> gave them.
/// </summary>
public sealed record ConnectedSystem
{
    /// <summary>The system's id: a slug, stable while its name changes (<c>poweroffice-go</c>).</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Which connector serves it, by its key in the <c>ConnectorCatalog</c>.</summary>
    public required string Connector { get; init; }

    /// <summary>Where it stands among demo, test and production.</summary>
    public SystemEnvironment Environment { get; init; } = SystemEnvironment.Production;

    /// <summary>Settings that anyone may read: addresses, limits, the manifest.</summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Secrets by name, protected.</summary>
    public ImmutableDictionary<string, string> ProtectedSecrets { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What a connected system holds.</summary>
public enum SystemEnvironment
{
    /// <summary>Invented data on this machine.</summary>
    Demo,

    /// <summary>A test copy.</summary>
    Test,

    /// <summary>The real thing.</summary>
    Production,
}
