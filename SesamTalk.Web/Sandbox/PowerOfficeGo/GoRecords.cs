using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Writes records by the rules of PowerOffice Go. Whoever calls holds the gate of the store.</summary>
internal sealed class GoRecords(SandboxState state)
{
    private const long FirstId = 10001, FirstContact = 1000001;

    private SandboxStore Store => state.Store;

    /// <summary>The newest state, as the primary knows it.</summary>
    public GoView Newest => new(Store, DateTimeOffset.MaxValue);

    /// <param name="id">Only for a further role of a contact that exists, as a person can give it.</param>
    public JsonObject Create(GoEntity entity, string? parent, JsonObject sent, string by, string? id = null)
    {
        var draft = Draft(entity, parent, sent, by, id);
        Store.Commit([.. Prepare(draft), .. draft.Also], by);
        return Show(entity, draft.Id);
    }

    /// <summary>An order and its lines, all of them or none.</summary>
    public string CreateOrder(JsonObject sent, string by)
    {
        var header = sent.DeepClone().AsObject();
        var lines = header["SalesOrderLines"] as JsonArray ?? [];
        header.Remove("SalesOrderLines");
        var order = Draft(GoSchema.Get("SalesOrders"), null, header, by, null);
        List<Pending> writes = [.. Prepare(order)];
        var number = 0;
        foreach (var line in lines)
        {
            var draft = Draft(GoSchema.Get("SalesOrderLines"), order.Id, line as JsonObject ?? throw GoRefusals.Cast("A line is an object."), by, null);
            draft.After["SortOrder"] ??= number++;
            LineRules.Complete(draft, Newest);
            if (writes.Exists(other => SameReference(other, draft.After))) throw draft.Invalid("ExternalImportReference is used twice in the order.");
            writes.AddRange(Keep(draft));
        }
        Store.Commit(writes, by);
        return order.Id;
    }

    public JsonObject Change(GoEntity entity, string id, JsonNode? patch, string by)
    {
        var row = Store.Find(entity.Name, id) ?? throw GoRefusals.NotFound(entity, id);
        var after = new GoPatch(state).Apply(entity, row.Now!, patch);
        var draft = new GoDraft(entity, row.Id, row.Parent, row.Now, after, by);
        Store.Commit([.. Prepare(draft), .. draft.Also], by);
        return Show(entity, row.Id);
    }

    public void Delete(GoEntity entity, string id, string by)
    {
        var row = Store.Find(entity.Name, id) ?? throw GoRefusals.NotFound(entity, id);
        Store.Commit(DeleteRules.Plan(entity, row, Store, Newest, state), by);
    }

    public JsonObject Show(GoEntity entity, string id)
    {
        var view = Newest;
        return new GoReader(view).Show(entity, view.Find(entity.Name, id) ?? throw GoRefusals.NotFound(entity, id));
    }

    private GoDraft Draft(GoEntity entity, string? parent, JsonObject sent, string by, string? id)
    {
        var body = new GoIntake(Newest, state).Read(entity, sent);
        id ??= NewId(entity);
        var after = new JsonObject { ["Id"] = entity.Traits.UuidKeys ? id : long.Parse(id, CultureInfo.InvariantCulture) };
        if (entity.Fields.FirstOrDefault(field => field.IsParent) is { } up)
            after[up.Name] = up.Type == "uuid" ? parent : long.Parse(parent!, CultureInfo.InvariantCulture);
        foreach (var (name, value) in body) after[name] = value?.DeepClone();
        if (GoSchema.Roles.Contains(entity.Name) && Newest.Contact(id) is { } contact) ContactRules.Join(entity, after, sent, contact);
        return new GoDraft(entity, id, parent, null, after, by);
    }

    private string NewId(GoEntity entity)
    {
        var series = entity.Traits.IdSeries;
        var number = Store.Next("id:" + (series ?? entity.Name), series is null ? FirstId : FirstContact);
        return entity.Traits.UuidKeys ? GoUuid.Of(entity.Name, number) : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The write, or nothing when the record stays as it is.</summary>
    private List<Pending> Prepare(GoDraft draft)
    {
        if (!draft.IsNew && GoChanges.Of(draft).Count == 0) return [];
        GoRules.Apply(draft, Newest, state);
        return Keep(draft);
    }

    private List<Pending> Keep(GoDraft draft)
    {
        GoReferences.Check(draft, Newest);
        GoUniqueness.Check(draft, Store);
        var changes = GoChanges.Of(draft);
        if (!draft.IsNew && changes.Count == 0) return [];
        GoChanges.Stamp(draft, changes, state.Clock.Now);
        return [new Pending(draft.Entity.Name, draft.Id, draft.Parent, draft.After, changes)];
    }

    private static bool SameReference(Pending other, JsonObject line) =>
        other.Entity == "SalesOrderLines" && !GoNumbers.IsBlank(line["ExternalImportReference"])
        && JsonNode.DeepEquals(other.Body!["ExternalImportReference"], line["ExternalImportReference"]);
}
