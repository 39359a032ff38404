using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>A record about to be written: rules may complete it, refuse it, or add writes that must happen with it.</summary>
internal sealed class GoDraft(GoEntity entity, string id, string? parent, JsonObject? before, JsonObject after, string by)
{
    public GoEntity Entity { get; } = entity;
    public string Id { get; } = id;
    public string? Parent { get; } = parent;
    public JsonObject? Before { get; } = before;
    public JsonObject After { get; } = after;
    public string By { get; } = by;
    public List<Pending> Also { get; } = [];

    public bool IsNew => Before is null;
    public string? Text(string name) => GoNumbers.Text(After[name]);
    public bool Is(string name) => GoNumbers.IsTrue(After[name]);
    public bool Changes(string name) => !JsonNode.DeepEquals(Before?[name], After[name]);
    public SandboxRefusal Invalid(string detail) => GoRefusals.Invalid(Entity, detail);
}
