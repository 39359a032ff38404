using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Plain;

/// <summary>Holds references against what there is, in records and in the elements of their lists.</summary>
internal sealed class PlainReferences(SandboxStore store, PlainSystem system)
{
    /// <summary>Refuses a reference to nothing, unless it stood there already.</summary>
    public void PointAtSomething(PlainEntity entity, JsonObject after, JsonObject? before)
    {
        foreach (var field in entity.Fields)
        {
            if (JsonNode.DeepEquals(before?[field.Name], after[field.Name])) continue;
            Check(field, after[field.Name], field.Name);
            if (after[field.Name] is not JsonArray elements) continue;
            foreach (var (at, element) in elements.Index())
                foreach (var inner in field.Fields) Check(inner, element![inner.Name], $"{field.Name}[{at}].{inner.Name}");
        }
    }

    /// <summary>Refuses when something still refers to the record.</summary>
    public void NobodyRefersTo(PlainEntity entity, string id)
    {
        foreach (var (other, field) in system.Entities.SelectMany(other => other.Fields.Select(field => (other, field))))
            if (store.Rows(other.Name).FirstOrDefault(row => row.Now is { } body && Names(field, body[field.Name], entity, id))?.Id is { } user)
                throw system.Refuse(409, "in_use", $"{id} is used by {other.Name} {user}.", field.Name, user);
    }

    private void Check(PlainField field, JsonNode? value, string path)
    {
        if (field.References.Length == 0 || value is null || field.References.Any(target => store.Find(target, value.ToString())?.Id == value.ToString())) return;
        throw system.Field("unknown_reference", path, $"There is no {string.Join(" or ", field.References)} '{value}'.");
    }

    private static bool Names(PlainField field, JsonNode? value, PlainEntity entity, string id) =>
        (field.References.Contains(entity.Name) && value?.ToString() == id)
        || (value is JsonArray elements && elements.Any(element => field.Fields.Any(inner => Names(inner, element![inner.Name], entity, id))));
}
