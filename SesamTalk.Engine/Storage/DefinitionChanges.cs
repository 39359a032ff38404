using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>What differs between two definitions as they are stored, property by property; parts of a list go by their id, so that a line that moved is no change.</summary>
public static class DefinitionChanges
{
    // The number of a version counts, it does not say anything.
    private const string Version = "version";

    /// <summary>The changes from one stored text to the next; from nothing, what a person would ask first.</summary>
    public static ImmutableArray<AuditChange> Between(string? before, string after)
    {
        var (old, fresh) = (Flat(before), Flat(after));
        return before is null ? AuditChange.Between(old, fresh.Where(pair => !pair.Key.Contains('.', StringComparison.Ordinal) && !pair.Key.Contains('[', StringComparison.Ordinal)).ToDictionary()) : AuditChange.Between(old, fresh);
    }

    private static Dictionary<string, string> Flat(string? json)
    {
        Dictionary<string, string> flat = [];
        if (json is not null) Add(flat, "", JsonNode.Parse(json)!["dataflow"]);
        flat.Remove(Version);
        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (name, part) in parts) Add(flat, path.Length == 0 ? name : $"{path}.{name}", part);
                break;
            case JsonArray list:
                for (var at = 0; at < list.Count; at++) Add(flat, $"{path}[{NameOf(list[at]) ?? at.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", list[at]);
                break;
            case not null:
                flat[path] = node.ToString();
                break;
        }
    }

    private static string? NameOf(JsonNode? part) => part is JsonObject named ? (named["id"] ?? named["key"] ?? named["name"])?.ToString() : null;
}
