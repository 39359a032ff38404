using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>
/// A person at the screens of PowerOffice Go: the rules of the API without its gate. Creating a customer, supplier or employee with the id of a
/// contact that exists gives that contact a further role; <c>invoice</c> sends an order.
/// </summary>
internal sealed class GoEditing(GoApi api)
{
    private const string Person = "user";

    public JsonNode? Carry(SandboxEdit edit)
    {
        var entity = GoSchema.Find(edit.Entity) ?? throw GoRefusals.NotFound($"There is no entity '{edit.Entity}'.");
        var (id, values) = (edit.Id ?? "", edit.Values ?? []);
        switch (edit.Op)
        {
            case "create" when entity.Name == "SalesOrders":
                return GoOrderRoutes.Complete(api.Records.Newest, api.Records.CreateOrder(values, Person));
            case "create":
                return api.Records.Create(entity, Parent(entity, edit), values, Person, edit.Id is null ? null : OfContact(entity, edit.Id));
            case "update":
                return api.Records.Change(entity, id, Patch(entity, id, values), Person);
            case "delete":
                api.Records.Delete(entity, id, Person);
                return null;
            case "invoice" when entity.Name == "SalesOrders":
                return api.Invoicing.Send(id, values, Person);
            default:
                throw GoRefusals.Cast($"An edit is create, update, delete or (of an order) invoice, not '{edit.Op}'.");
        }
    }

    private string? Parent(GoEntity entity, SandboxEdit edit) => entity.Traits.Under switch
    {
        null => null,
        "Contacts" => api.Contact(entity, edit.Parent),
        var above => api.State.Store.Find(above, edit.Parent ?? "")?.Id ?? throw GoRefusals.NotFound(GoSchema.Get(above), edit.Parent),
    };

    private string OfContact(GoEntity entity, string id)
    {
        if (!GoSchema.Roles.Contains(entity.Name) || api.Records.Newest.Contact(id) is null) throw GoRefusals.NotFound($"Contact with id {id} was not found.");
        if (api.Records.Newest.Find(entity.Name, id) is not null) throw GoRefusals.Conflict(entity, $"Contact {id} has this role already.");
        return id;
    }

    private JsonArray Patch(GoEntity entity, string id, JsonObject values)
    {
        var held = api.State.Store.Find(entity.Name, id)?.Now;
        var patch = new JsonArray();
        foreach (var (name, value) in values)
        {
            if (value is JsonObject inner && held?[name] is JsonObject)
                foreach (var (member, one) in inner) patch.Add(Replace($"/{name}/{member}", one));
            else patch.Add(Replace("/" + name, value));
        }
        return patch;
    }

    private static JsonObject Replace(string path, JsonNode? value) => new() { ["op"] = "replace", ["path"] = path, ["value"] = value?.DeepClone() };
}
