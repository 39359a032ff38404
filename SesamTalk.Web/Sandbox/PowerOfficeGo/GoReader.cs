using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Shows records: stored values, twins looked up, calculated ones, nulls present.</summary>
internal sealed class GoReader(GoView view)
{
    private readonly GoCalculated _calculated = new(view);

    /// <summary>The whole record in the order of its table, or only the named properties.</summary>
    public JsonObject Show(GoEntity entity, JsonObject body, IReadOnlyCollection<GoField>? only = null)
    {
        var shown = new JsonObject();
        foreach (var field in only ?? entity.Fields)
        {
            if (!field.Read) continue;
            var value = Value(entity, body, field);
            if (value is null && (field.NeverNull || field.Type == "object")) continue;
            shown[field.Name] = value;
        }
        return shown;
    }

    public JsonNode? Value(GoEntity entity, JsonObject body, GoField field) => Value(entity, body, field, body, entity.Fields);

    private JsonNode? Value(GoEntity entity, JsonObject body, GoField field, JsonObject scope, IReadOnlyList<GoField> siblings)
    {
        if (field.Calculated) return _calculated.Value(entity, body, field.Name, this);
        if (field.Twin is { } twin) return Twin(scope, siblings, twin);
        if (scope[field.Name] is not { } kept) return null;
        if (field.Hidden) return "hidden";
        if (field.Type != "object") return kept.DeepClone();
        var inner = new JsonObject();
        foreach (var member in field.Members.Where(member => member.Read))
        {
            var value = Value(entity, body, member, kept.AsObject(), field.Members);
            if (value is not null || !member.NeverNull) inner[member.Name] = value;
        }
        return inner;
    }

    private JsonNode? Twin(JsonObject scope, IReadOnlyList<GoField> siblings, (string Id, string Member) twin)
    {
        if (scope[twin.Id] is not { } id) return null;
        var target = GoSchema.Get(siblings.First(field => field.Name == twin.Id).Reference!);
        return view.Find(target.Name, id.ToString()) is { } body ? Value(target, body, target.Field(twin.Member)!) : null;
    }
}
