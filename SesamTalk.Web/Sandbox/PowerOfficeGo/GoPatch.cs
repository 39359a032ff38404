using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Applies a JSON Patch to a record: add, replace and remove, of the properties that may be patched, by their exact names.</summary>
internal sealed class GoPatch(SandboxState state)
{
    public JsonObject Apply(GoEntity entity, JsonObject before, JsonNode? patch)
    {
        if (patch is not JsonArray operations) throw GoRefusals.Cast("A JSON Patch is a list of operations.");
        var after = before.DeepClone().AsObject();
        foreach (var operation in operations)
            Carry(entity, after, operation as JsonObject ?? throw GoRefusals.Cast("An operation is an object with op, path and value."));
        return after;
    }

    private void Carry(GoEntity entity, JsonObject body, JsonObject operation)
    {
        var op = GoNumbers.Text(operation["op"])?.ToLowerInvariant();
        if (op is not ("add" or "replace" or "remove")) throw GoRefusals.Cast($"The operation '{op}' is not supported.");
        var path = GoNumbers.Text(operation["path"]) ?? "";
        var segments = path.TrimStart('/').Split('/').Select(Unescape).ToArray();
        var value = op == "remove" ? null : operation["value"];
        var field = Known(entity.Fields, segments[0]);
        if (segments.Length == 1)
        {
            body[field.Name] = Good(entity, field, value);
            return;
        }
        if (segments.Length > 2 || field.Type != "object") throw NoTarget(segments[^1]);
        var member = Known(field.Members, segments[1]);
        if (body[field.Name] is not JsonObject inner)
        {
            if (!state.Dials.PatchBelowNullObject) throw NoTarget(segments[0]);
            body[field.Name] = inner = [];
        }
        inner[member.Name] = Good(entity, member, value);
    }

    /// <summary>Null takes the default where there is one: a country becomes NO.</summary>
    private static JsonNode? Good(GoEntity entity, GoField field, JsonNode? value)
    {
        var good = GoValues.Check(entity, field, value);
        return field.Type == "country" && GoNumbers.IsBlank(good) ? field.Default : good;
    }

    private static GoField Known(IReadOnlyList<GoField> fields, string segment) =>
        fields.FirstOrDefault(field => field.Patch && field.Name == segment) ?? throw NoTarget(segment);

    private static SandboxRefusal NoTarget(string segment) => GoRefusals.Problem(400, "Invalid patch document",
        $"The target location specified by path segment '{segment}' was not found.");

    private static string Unescape(string segment) =>
        segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
