using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Reads the body of a POST: known properties, checked, twins turned into ids, defaults filled in.</summary>
internal sealed class GoIntake(GoView view, SandboxState state)
{
    public JsonObject Read(GoEntity entity, JsonObject sent)
    {
        var body = new JsonObject();
        foreach (var (name, value) in sent)
        {
            if (entity.Field(name) is { Post: true } field) body[field.Name] = GoValues.Check(entity, field, value);
            else if (!state.Dials.IgnoreUnknownProperties) throw GoRefusals.Invalid(entity, $"{entity.Traits.Word} has no property '{name}' that can be set.");
        }
        foreach (var field in entity.Fields.Where(field => field.Required && GoNumbers.IsBlank(body[field.Name])))
            throw GoRefusals.Invalid(entity, $"{field.Path} is required.");
        Twins(body, entity.Fields);
        foreach (var nested in entity.Fields.Where(field => field.Type == "object"))
            if (body[nested.Name] is JsonObject inner) Twins(inner, nested.Members);
        Defaults(entity, body);
        return body;
    }

    /// <summary>A code or number stands for the id beside it, unless the id is sent too.</summary>
    private void Twins(JsonObject body, IReadOnlyList<GoField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Twin is not { } twin || !body.TryGetPropertyValue(field.Name, out var code)) continue;
            body.Remove(field.Name);
            if (code is null || body[twin.Id] is not null) continue;
            var target = GoSchema.Get(fields.First(other => other.Name == twin.Id).Reference!);
            body[twin.Id] = IdByCode(target, twin.Member, code.ToString());
        }
    }

    private JsonNode IdByCode(GoEntity target, string member, string code)
    {
        var (reader, field) = (new GoReader(view), target.Field(member)!);
        var found = view.All(target.Name).FirstOrDefault(body =>
            string.Equals(GoNumbers.Text(reader.Value(target, body, field)), code, StringComparison.OrdinalIgnoreCase));
        return found?["Id"]?.DeepClone() ?? throw GoRefusals.NotFound($"{target.Traits.Word} with {member} {code} was not found.");
    }

    public static void Defaults(GoEntity entity, JsonObject body)
    {
        foreach (var field in entity.Fields)
            if (field.Default is { } usual && GoNumbers.IsBlank(body[field.Name])) body[field.Name] = Usual(field, usual);
    }

    private static JsonNode Usual(GoField field, string usual) => field.Type switch
    {
        "bool" => usual == "true",
        "int64" or "int32" => long.Parse(usual, CultureInfo.InvariantCulture),
        _ => usual,
    };
}
