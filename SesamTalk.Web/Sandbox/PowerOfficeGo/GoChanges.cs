using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>What a write changes, and which stamps it moves: an address its own, stock its own, everything else the record's.</summary>
internal static class GoChanges
{
    public static JsonObject Of(GoDraft draft) => Of(draft.Entity, draft.Before, draft.After);

    public static JsonObject Of(GoEntity entity, JsonObject? before, JsonObject? after) =>
        Difference.Between(before, after, path => IsStamp(entity, path));

    public static void Stamp(GoDraft draft, JsonObject changes, DateTimeOffset moment)
    {
        var now = SandboxClock.Fine(moment);
        var touched = changes.Select(pair => pair.Key.Split('/')[0]).ToHashSet();
        foreach (var field in draft.Entity.Fields)
        {
            if (draft.IsNew && field.IsCreated) draft.After[field.Name] ??= now;
            if (field.OwnStamp is { } own && touched.Contains(field.Name)) Set(draft.After, own, now);
        }
        var plain = draft.IsNew || touched.Any(name => draft.Entity.Field(name) is not { OwnStamp: not null });
        if (plain && draft.Entity.Fields.FirstOrDefault(field => field.IsChanged) is { } changed) draft.After[changed.Name] = now;
    }

    private static void Set(JsonObject body, string path, string now)
    {
        if (path.Split('/') is not [var outer, var inner]) body[path] = now;
        else if (body[outer] is JsonObject nested) nested[inner] = now;
    }

    private static bool IsStamp(GoEntity entity, string path) =>
        path.Split('/') is [var name, .. var rest]
        && (entity.Field(name) is { IsCreated: true } or { IsChanged: true }
            || entity.Fields.Any(field => field.OwnStamp == path)
            || (rest.Length == 0 && name == "$by"));
}
