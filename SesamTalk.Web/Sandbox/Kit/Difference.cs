using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>Tells what differs between two versions of a record, path by path; an absent value and null are the same.</summary>
internal static class Difference
{
    public static JsonObject Between(JsonObject? before, JsonObject? after, Func<string, bool> ignored)
    {
        var changes = new JsonObject();
        Walk("", before, after, ignored, changes);
        return changes;
    }

    private static void Walk(string prefix, JsonObject? before, JsonObject? after, Func<string, bool> ignored, JsonObject changes)
    {
        var names = (before ?? []).Select(pair => pair.Key).Union((after ?? []).Select(pair => pair.Key));
        foreach (var name in names)
        {
            var (path, old, now) = (prefix + name, before?[name], after?[name]);
            if (ignored(path) || JsonNode.DeepEquals(old, now)) continue;
            if (old is JsonObject || now is JsonObject)
                Walk(path + "/", old as JsonObject, now as JsonObject, ignored, changes);
            else
                changes[path] = new JsonObject { ["from"] = old?.DeepClone(), ["to"] = now?.DeepClone() };
        }
    }
}
