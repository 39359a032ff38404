using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// Finds the entities that a creation rule lists ("connected to a Acmeerp Acmeerp-orders"): their names often carry the system
/// in front or an aspect behind, and are singular or plural as they like.
/// </summary>
public static class ConnectedEntities
{
    /// <summary>The entity that a listed name means in the system; null where nothing fits.</summary>
    public static EntityDescription? Find(SystemDescription system, string systemName, string name) =>
        Spellings(systemName, name).SelectMany(Numbers).Select(system.Find).FirstOrDefault(entity => entity is not null);

    private static IEnumerable<string> Spellings(string systemName, string name)
    {
        var bare = WithoutSystem(systemName, name);
        yield return name;
        if (bare != name) yield return bare;
        if (bare.LastIndexOfAny(['-', ' ']) is > 0 and var cut) yield return bare[..cut];
    }

    private static string WithoutSystem(string systemName, string name)
    {
        var system = FoldedName.Of(systemName);
        for (var length = 1; length < name.Length; length++)
        {
            if (name[length] is '-' or ' ' or '_' && FoldedName.Of(name[..length]) == system) return name[(length + 1)..];
        }

        return name;
    }

    private static IEnumerable<string> Numbers(string name) =>
        name.EndsWith('s') ? [name, name[..^1]] : [name, name + "s"];
}
