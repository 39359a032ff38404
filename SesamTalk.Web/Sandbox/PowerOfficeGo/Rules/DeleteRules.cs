using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>What may be deleted, and what goes with it. A contact in another role, and anything that is used, stays (409).</summary>
internal static class DeleteRules
{
    public static List<Pending> Plan(GoEntity entity, Row row, SandboxStore store, GoView view, SandboxState state)
    {
        if (GoSchema.Roles.Contains(entity.Name) && GoSchema.Roles.FirstOrDefault(role => role != entity.Name && view.Find(role, row.Id) is not null) is { } role)
            throw GoRefusals.Conflict(entity, $"{entity.Traits.Word} with id {row.Id} is also active in {role}.");
        var order = entity.Name == "SalesOrders" ? row.Now : entity.Name == "SalesOrderLines" ? view.Find("SalesOrders", row.Parent) : null;
        if (OrderRules.IsConfirmed(order)) throw GoRefusals.Conflict(entity, "The sales order is confirmed and cannot be changed.");
        var parts = Parts(entity, row.Id, store).ToList();
        foreach (var (gone, id) in parts.Select(part => (GoSchema.Get(part.Entity), part.Id)).Prepend((entity, row.Id)))
            if (User(gone, id, view, parts) is { } user)
                throw GoRefusals.Conflict(entity, $"{gone.Traits.Word} with id {id} is in use by {user}.");
        List<Pending> writes = [.. parts.Prepend(row).Select(part =>
            new Pending(part.Entity, part.Id, part.Parent, null, GoChanges.Of(GoSchema.Get(part.Entity), part.Now, null)))];
        if (entity.Name == "SalesOrderLines" && state.Dials.LineEditBumpsOrder) writes.Add(LineRules.Bump(row.Parent!, view, state));
        return writes;
    }

    private static IEnumerable<Row> Parts(GoEntity entity, string id, SandboxStore store)
    {
        var isRole = GoSchema.Roles.Contains(entity.Name);
        return GoSchema.All.Where(part => part.Traits.Under == entity.Name || (isRole && part.Traits.Under == "Contacts"))
            .SelectMany(part => store.Children(part.Name, id)).Where(part => part.Now is not null);
    }

    private static string? User(GoEntity entity, string id, GoView view, List<Row> parts) =>
        GoSchema.All.SelectMany(other => other.Fields.Where(field => field.Reference == entity.Name).Select(field => (other, field)))
            .Select(use => (use.other, body: view.All(use.other.Name).FirstOrDefault(body => Holds(body[use.field.Name], id)
                && !(use.other.Name == entity.Name && body["Id"]!.ToString() == id)
                && !parts.Exists(part => part.Entity == use.other.Name && part.Id == body["Id"]!.ToString()))))
            .Where(use => use.body is not null)
            .Select(use => $"{use.other.Traits.Word.ToLowerInvariant()} {use.body!["Id"]}").FirstOrDefault();

    private static bool Holds(JsonNode? value, string id) =>
        value is JsonArray many ? many.Any(one => GoNumbers.Text(one) == id) : GoNumbers.Text(value) == id;
}
