using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>
/// The system whose name its document leaves blank, as a plain REST API. Everything stands under <c>/api</c>, speaks snake_case JSON in
/// UTF-8 and wants <c>Authorization: Bearer KEY</c> (401 without or with a wrong key, 403 when the key is revoked).
/// <para><b>Entities</b>: <c>customers-company</c>, <c>customers-person</c>, <c>invoices</c>. Ids are strings given by the server:
/// <c>C1001</c>, <c>P2001</c>, <c>I3001</c>; companies and persons share one space of ids, so that <c>invoices.customer</c> names either.</para>
/// <para><c>GET /api/schema</c>: <c>{"entities":[{"name","fields":[{"name","type","required","read_only","max_length","reference":[…],
/// "values":[…],"unique","fields":[…]}]}]}</c>; types: string, integer, number, date, date-time, list.</para>
/// <para><c>GET /api/ENTITY?updated_since=&amp;page=1&amp;per_page=100&amp;FIELD=VALUE</c>:
/// <c>{"items":[…],"page":1,"pages":3,"total":240}</c>, oldest change first, then by id. <c>updated_since</c> is inclusive, ISO 8601,
/// milliseconds. <c>per_page</c> is 100 when left out and 500 at most. Any field outside lists filters by equality, <c>external_ref</c> among
/// them; an empty value finds the records without one. Nothing found: 200 with no items.</para>
/// <para><c>GET /api/ENTITY/ID</c>: the record, every field present (null when empty), header <c>ETag: "VERSION"</c>; 404 when unknown.</para>
/// <para><c>POST /api/ENTITY</c>: 201, the record, <c>Location</c>. <c>PATCH /api/ENTITY/ID</c>: 200, the record; only the fields that are sent
/// change, null empties, a list is replaced as a whole; with <c>If-Match: "VERSION"</c> a newer record gives 412. <c>DELETE</c>: 204;
/// 409 <c>in_use</c> while another record refers to it. <c>If-Match</c> works here too.</para>
/// <para><b>Refusals</b>: <c>{"error":{"code","message","field"}}</c> (field may be null): 400 <c>malformed</c> or <c>bad_parameter</c>,
/// 401 <c>unauthorized</c>, 403 <c>forbidden</c>, 404 <c>not_found</c>, 409 <c>taken</c> (a unique field; <c>message</c> names the holder's id,
/// also in <c>"holder"</c>) or <c>in_use</c>, 412 <c>stale</c>, 422 <c>required</c>, <c>read_only</c>, <c>unknown_field</c>, <c>too_long</c>,
/// <c>wrong_type</c>, <c>not_allowed</c>, <c>unknown_reference</c>, 429 <c>slow_down</c> with <c>Retry-After</c>.</para>
/// <para><c>updated_at</c> (milliseconds, UTC) and <c>version</c> (1, 2, 3 …) move with every effective write; a PATCH that changes nothing
/// moves neither. <c>external_ref</c> is unique within its entity. Deletions are not announced: they are seen by listing.</para>
/// </summary>
internal sealed class UnnamedApi : ISandboxSystem
{
    private readonly PlainRecords _records;
    private readonly string _apiKey;

    public UnnamedApi(SandboxState state, string apiKey)
    {
        State = state;
        _apiKey = apiKey;
        _records = new PlainRecords(state, UnnamedSchema.System);
    }

    public string Name => "unnamed";
    public SandboxState State { get; }
    public PlainRecords Records => _records;

    public void Map(SandboxRoutes routes)
    {
        routes.Map("GET", "/api/schema", Guarded(_ => SandboxRoutes.Ok(UnnamedSchema.System.ToJson())));
        routes.Map("GET", "/api/{entity}", Guarded(ask => UnnamedList.Read(State, Entity(ask), ask)));
        routes.Map("GET", "/api/{entity}/{id}", Guarded(ask => WithTag(_records.Read(Entity(ask), Id(ask)))));
        routes.Map("POST", "/api/{entity}", Guarded(ask =>
        {
            var entity = Entity(ask);
            var made = _records.Create(entity, Body(ask), "api");
            return WithTag(made, 201, $"/api/{entity.Name}/{made["id"]}");
        }));
        routes.Map("PATCH", "/api/{entity}/{id}", Guarded(ask =>
            WithTag(_records.Change(Entity(ask), Id(ask), Body(ask), "api", ask.Header("If-Match")))));
        routes.Map("DELETE", "/api/{entity}/{id}", Guarded(ask =>
        {
            _records.Delete(Entity(ask), Id(ask), "api", ask.Header("If-Match"));
            return new Reply(204);
        }));
    }

    public JsonNode? Edit(SandboxEdit edit) => _records.Edit(edit);

    public Reply Malformed(string what) => UnnamedRefusals.Make(400, "malformed", what).Reply;

    public Reply NoSuchAddress(HttpRequest request) => UnnamedRefusals.NotFound("There is nothing at this address.").Reply;

    private Func<Ask, Reply> Guarded(Func<Ask, Reply> handler) => ask =>
    {
        if (ask.Header("Authorization") != "Bearer " + _apiKey)
            throw UnnamedRefusals.Make(401, "unauthorized", "The API key is missing or wrong.");
        if (State.Dials.KeyRevoked)
            throw UnnamedRefusals.Make(403, "forbidden", "The API key has been revoked.");
        if (!State.Limiter.Admit("key", State.Dials.RequestsPerSecond, State.Clock.Now))
            throw UnnamedRefusals.SlowDown();
        return handler(ask);
    };

    private static PlainEntity Entity(Ask ask) =>
        UnnamedSchema.System.Find(ask.Route("entity")) ?? throw UnnamedRefusals.NotFound($"There is no entity '{ask.Route("entity")}'.");

    private static string Id(Ask ask) => ask.Route("id") ?? "";

    private static JsonObject Body(Ask ask) =>
        ask.Json() as JsonObject ?? throw UnnamedRefusals.Make(400, "malformed", "The body must be a JSON object.");

    private static Reply WithTag(JsonObject record, int status = 200, string? location = null)
    {
        var headers = new Dictionary<string, string> { ["ETag"] = $"\"{record["version"]}\"" };
        if (location is not null) headers["Location"] = location;
        return new Reply(status, record) { Headers = headers };
    }
}
