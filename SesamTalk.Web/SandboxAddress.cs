using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web;

/// <summary>The root address of the sandbox that plays a system; null where none does.</summary>
public delegate Uri? SandboxAddress(string systemId);

/// <summary>What holds for a system that a sandbox plays.</summary>
public static class PlayedSystems
{
    /// <summary>
    /// The settings by which an edit would lead a played system elsewhere, by name: whoever plays with the demo must not
    /// find that it wrote to a real one. How often and how many it asks may be changed. Empty where no sandbox plays it.
    /// </summary>
    /// <param name="sandboxes">Which systems are played.</param>
    /// <param name="before">The connection as it is stored.</param>
    /// <param name="connector">The connector as edited.</param>
    /// <param name="settings">The settings as edited.</param>
    /// <param name="limits">The names of settings that only say how often, how many and how long.</param>
    public static IReadOnlyList<string> Moved(SandboxAddress sandboxes, ConnectedSystem before, string connector, IReadOnlyDictionary<string, string> settings, IEnumerable<string> limits)
    {
        if (sandboxes(before.Id) is null) return [];
        var free = limits.ToHashSet(StringComparer.Ordinal);
        var moved = before.Settings.Keys.Union(settings.Keys).Where(name => !free.Contains(name) && (before.Settings.GetValueOrDefault(name) ?? "") != (settings.GetValueOrDefault(name) ?? ""));
        return [.. connector == before.Connector ? [] : new[] { "connector" }, .. moved.Order(StringComparer.Ordinal)];
    }
}
