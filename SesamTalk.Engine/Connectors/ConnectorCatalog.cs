using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors;

/// <summary>A kind of connector: its key, and how one is opened for a system.</summary>
/// <param name="Key">The key that a <see cref="ConnectedSystem"/> names.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Opens a connector; touches no network. Throws <see cref="SettingsException"/> for settings that cannot work.</param>
public sealed record ConnectorKind(string Key, string Name, Func<ConnectedSystem, IConnector> Open)
{
    /// <summary>The settings and secrets that it reads, for the settings given so far: one choice can ask for more.</summary>
    public Func<IReadOnlyDictionary<string, string>, ImmutableArray<SettingField>> Fields { get; init; } = _ => [];
}

/// <summary>Settings of a system that cannot work; the message names the setting and the allowed values, never a secret.</summary>
public sealed class SettingsException(Reason because) : Exception(because.ToString())
{
    /// <summary>With a sentence as it is written here.</summary>
    public SettingsException(Wording because) : this((Reason)because)
    {
    }

    /// <summary>The same for a reader, in their own language.</summary>
    public Reason Because { get; } = because;
}

/// <summary>The explicit list of all connector kinds.</summary>
public sealed class ConnectorCatalog(IEnumerable<ConnectorKind> kinds)
{
    private readonly Dictionary<string, ConnectorKind> _kinds = kinds.ToDictionary(kind => kind.Key);

    /// <summary>All kinds, by key.</summary>
    public IReadOnlyCollection<ConnectorKind> Kinds => _kinds.Values;

    /// <summary>The kind of a key, or null.</summary>
    public ConnectorKind? Find(string key) => _kinds.GetValueOrDefault(key);

    /// <summary>Opens the connector of a system. Throws <see cref="SettingsException"/> where its kind is unknown.</summary>
    public IConnector Open(ConnectedSystem system) => _kinds.TryGetValue(system.Connector, out var kind)
        ? kind.Open(system)
        : throw new SettingsException($"The system {system.Name} asks for the connector “{system.Connector}”. There are: {string.Join(", ", _kinds.Keys.Order())}.");
}
