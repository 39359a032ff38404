using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The records as they stood at a moment: the replica for reading, the newest for writing.</summary>
internal sealed class GoView(SandboxStore store, DateTimeOffset moment)
{
    public JsonObject? Find(string entity, string? id) =>
        id is null ? null : store.FindAsOf(entity, id, moment)?.AsOf(moment);

    public IEnumerable<JsonObject> All(string entity) => store.Rows(entity).Select(row => row.AsOf(moment)).OfType<JsonObject>();

    public IEnumerable<JsonObject> Under(string entity, string parent) =>
        store.Children(entity, parent).Select(row => row.AsOf(moment)).OfType<JsonObject>();

    /// <summary>The contact in any of its roles.</summary>
    public JsonObject? Contact(string? id) => GoSchema.Roles.Select(role => Find(role, id)).FirstOrDefault(body => body is not null);
}
