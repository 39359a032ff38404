using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>
/// PowerOffice Go API v2 as far as it is known, traps included. The demo environment: API at <c>/Demo/v2</c>, token at
/// <c>/Demo/OAuth/Token</c>; production (<c>/v2</c>, <c>/OAuth/Token</c>) is there too and knows none of the demo's keys and tokens.
/// </summary>
internal sealed class GoApi : ISandboxSystem
{
    private readonly GoGate _gate;
    private readonly GoOrderRoutes _orders;

    public GoApi(SandboxState state, SandboxGoKeys keys)
    {
        State = state;
        _gate = new GoGate(state, keys);
        Records = new GoRecords(state);
        Invoicing = new GoInvoicing(state, Records);
        _orders = new GoOrderRoutes(this);
    }

    public string Name => SandboxHost.PowerOfficeGo;
    public IReadOnlyList<string> Heeds => [.. typeof(SandboxDials).GetProperties().Select(dial => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(dial.Name))];

    public SandboxState State { get; }
    public GoRecords Records { get; }
    public GoInvoicing Invoicing { get; }

    /// <summary>Who writes through the API.</summary>
    public const string Client = "api";

    public void Map(SandboxRoutes routes)
    {
        foreach (var (start, environment) in new[] { ("/Demo", GoGate.Demo), ("", "production") })
        {
            routes.Map("POST", start + "/OAuth/Token", ask => _gate.Token(ask, environment));
            var doors = new GoDoors(routes, _gate, start + "/v2", environment);
            doors.Map("GET", "/ClientIntegrationInformation", [], _ => GoIntegration.Describe(State));
            foreach (var entity in GoSchema.All)
            {
                if (entity.Name is "SalesOrders" or "SalesOrderLines" or "OutgoingInvoiceLines") continue;
                if (entity.Traits.Under is null) Flat(doors, entity);
                else Nested(doors, entity);
            }
            _orders.Map(doors);
        }
    }

    /// <summary>What a reader sees, behind by the lag of the replica.</summary>
    public GoView Replica => new(State.Store, State.Clock.Replica);

    public Reply List(GoEntity entity, Ask ask)
    {
        var view = Replica;
        return new GoList(view, State).Read(entity, view.All(entity.Name), ask);
    }

    public Reply One(GoEntity entity, string? id, Func<JsonObject, bool>? fits = null)
    {
        var view = Replica;
        var body = view.Find(entity.Name, id);
        if (body is null || fits?.Invoke(body) == false) throw GoRefusals.NotFound(entity, id);
        return new Reply(200, new GoReader(view).Show(entity, body));
    }

    public Reply Change(GoEntity entity, string? id, Ask ask)
    {
        if (State.Store.Find(entity.Name, id ?? "") is null) throw GoRefusals.NotFound(entity, id);
        if (State.Dials.StrictPatchMediaType && ask.MediaType != "application/json-patch+json")
            throw GoRefusals.Problem(415, "Unsupported Media Type", "PATCH takes application/json-patch+json.");
        var changed = Records.Change(entity, id!, ask.Json(), Client);
        return entity.Traits.PatchAnswersNothing ? new Reply(200) : new Reply(200, changed);
    }

    public Reply Delete(GoEntity entity, string? id)
    {
        Records.Delete(entity, id ?? "", Client);
        return new Reply(200);
    }

    public static JsonObject Body(Ask ask) => ask.Json() as JsonObject ?? throw GoRefusals.Cast("The body must be one JSON object.");

    public JsonNode? Edit(SandboxEdit edit) => new GoEditing(this).Carry(edit);

    public Reply Malformed(string what) => GoRefusals.Cast(what).Reply;

    public Reply NoSuchAddress(HttpRequest request) => GoRefusals.Gateway(404, "Resource not found").Reply;

    private void Flat(GoDoors doors, GoEntity entity)
    {
        var (path, roles) = ("/" + entity.Name, entity.Traits.Roles);
        doors.Map("GET", path, roles, ask => List(entity, ask));
        doors.Map("GET", path + "/{id}", roles, ask => One(entity, ask.Route("id")));
        if (!entity.CanCreate) return;
        doors.Map("POST", path, roles, ask => new Reply(entity.Traits.CreateStatus, Records.Create(entity, null, Body(ask), Client)));
        doors.Map("PATCH", path + "/{id}", roles, ask => Change(entity, ask.Route("id"), ask));
        doors.Map("DELETE", path + "/{id}", roles, ask => Delete(entity, ask.Route("id")));
    }

    /// <summary>The list is flat; everything else stands under the contact it belongs to.</summary>
    private void Nested(GoDoors doors, GoEntity entity)
    {
        var (path, roles) = ("/" + entity.Name, entity.Traits.Roles);
        var one = path + "/{contactId}/{id}";
        doors.Map("GET", path, roles, ask => List(entity, ask));
        doors.Map("POST", path + "/{contactId}", roles, ask => new Reply(201, Records.Create(entity, Contact(entity, ask.Route("contactId")), Body(ask), Client)));
        doors.Map("GET", one, roles, ask => One(entity, ask.Route("id"), body => body["ContactId"]!.ToString() == ask.Route("contactId")));
        doors.Map("PATCH", one, roles, ask => Change(entity, Own(entity, ask), ask));
        doors.Map("DELETE", one, roles, ask => Delete(entity, Own(entity, ask)));
    }

    /// <summary>The contact that a new part is put under; contact persons have no employees.</summary>
    public string Contact(GoEntity entity, string? id)
    {
        var contact = entity.Name == "ContactPersons"
            ? Records.Newest.Find("Customers", id) ?? Records.Newest.Find("Suppliers", id)
            : Records.Newest.Contact(id);
        return contact is null ? throw GoRefusals.NotFound($"Contact with id {id} was not found.") : id!;
    }

    private string Own(GoEntity entity, Ask ask) =>
        State.Store.Find(entity.Name, ask.Route("id") ?? "") is { } row && row.Parent == ask.Route("contactId")
            ? row.Id : throw GoRefusals.NotFound(entity, ask.Route("id"));
}
