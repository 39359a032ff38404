using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Which systems are one and the same under several names: those that say they hold the same data, or that are reached by the same
/// kind of connector at the same addresses. What is remembered of a record's place counts for each of its names, also for one that
/// is given later.
/// </summary>
public sealed class SameSystems
{
    private readonly Dictionary<string, IReadOnlyList<string>> _names = [];

    /// <summary>From the systems and whose data each of them says it holds.</summary>
    public SameSystems(IEnumerable<(ConnectedSystem System, string? Identity)> systems)
    {
        foreach (var (system, identity) in systems) _names[system.Id] = NamesOf(system, identity);
    }

    /// <summary>All by which a system may be known: its own id first.</summary>
    public IReadOnlyList<string> NamesOf(string systemId) => _names.GetValueOrDefault(systemId) ?? [systemId];

    /// <summary>The first of the systems, by id, that is the same as this one; itself where none is.</summary>
    public string FirstOf(string systemId) => All(systemId).Order(StringComparer.Ordinal).First();

    /// <summary>All systems that are the same as this one, itself among them.</summary>
    public IEnumerable<string> All(string systemId) => _names.Where(one => one.Value.Intersect(NamesOf(systemId)).Any()).Select(one => one.Key).Append(systemId).Distinct();

    private static List<string> NamesOf(ConnectedSystem system, string? identity)
    {
        List<string> names = [system.Id];
        if (!string.IsNullOrEmpty(identity)) names.Add($"who:{system.Connector}|{identity}");
        var addresses = system.Settings.Values.Where(value => Uri.TryCreate(value, UriKind.Absolute, out var address) && !address.Scheme.Equals("shipped", StringComparison.OrdinalIgnoreCase)).Select(value => value.TrimEnd('/').ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        if (addresses.Count > 0) names.Add($"at:{system.Connector}|{string.Join('|', addresses)}");
        return names;
    }
}
