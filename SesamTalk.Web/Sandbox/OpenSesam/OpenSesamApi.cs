using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.OpenSesam;

/// <summary>
/// OpenSesam as a register with a REST API under <c>/v1</c>: snake_case JSON, a key in <c>X-Api-Key</c> (401 without, 403 when revoked).
/// <para><c>GET /v1/ENTITY?changed_after=&amp;offset=0&amp;limit=50&amp;FIELD=VALUE</c> gives <c>{"results":[…],"count":n}</c>, oldest change first;
/// <c>changed_after</c> is inclusive, <c>limit</c> 200 at most.</para>
/// <para><c>GET</c>, <c>PUT</c> (the whole record; what is left out is emptied) and <c>DELETE /v1/ENTITY/ID</c>, <c>POST /v1/ENTITY</c> (201).
/// <c>If-Match</c> with the version gives 412 where the record has moved.</para>
/// <para><b>Refusals</b>: <c>{"title","detail","source","conflicting_id"}</c>; 409 for what is taken or in use, 422 for a value, 429 with
/// <c>Retry-After</c>.</para>
/// </summary>
internal sealed class OpenSesamApi : ISandboxSystem
{
    private const int UsualLimit = 50, LargestLimit = 200;
    private static readonly PlainSystem System = OpenSesamSchema.System;
    private readonly string _apiKey;

    public OpenSesamApi(SandboxState state, string apiKey)
    {
        State = state;
        _apiKey = apiKey;
        Records = new PlainRecords(state, System);
    }

    public string Name => SandboxHost.OpenSesam;
    public SandboxState State { get; }
    public PlainRecords Records { get; }

    public void Map(SandboxRoutes routes)
    {
        routes.Map("GET", "/v1/schema", Guarded(_ => SandboxRoutes.Ok(System.ToJson())));
        routes.Map("GET", "/v1/{entity}", Guarded(List));
        routes.Map("GET", "/v1/{entity}/{id}", Guarded(ask => SandboxRoutes.Ok(Records.Read(Entity(ask), Id(ask)))));
        routes.Map("POST", "/v1/{entity}", Guarded(ask => new Reply(201, Records.Create(Entity(ask), Body(ask), "api"))));
        routes.Map("PUT", "/v1/{entity}/{id}", Guarded(ask => SandboxRoutes.Ok(Records.Change(Entity(ask), Id(ask), Whole(Entity(ask), Body(ask)), "api", ask.Header("If-Match")))));
        routes.Map("DELETE", "/v1/{entity}/{id}", Guarded(ask =>
        {
            Records.Delete(Entity(ask), Id(ask), "api", ask.Header("If-Match"));
            return new Reply(204);
        }));
    }

    public JsonNode? Edit(SandboxEdit edit) => Records.Edit(edit);

    public Reply Malformed(string what) => No(400, "malformed", what).Reply;

    public Reply NoSuchAddress(HttpRequest request) => No(404, "not_found", "There is nothing at this address.").Reply;

    private Reply List(Ask ask)
    {
        var entity = Entity(ask);
        DateTimeOffset? since = null;
        if (ask.Query("changed_after") is { } text) since = SandboxClock.TryParse(text, out var moment) ? moment : throw No(400, "bad_parameter", $"'{text}' is not an ISO 8601 time.", "changed_after");
        var found = Records.All(entity, since);
        foreach (var name in ask.QueryNames.Where(name => name is not ("changed_after" or "offset" or "limit")))
        {
            if (entity.Field(name) is null) throw No(400, "bad_parameter", $"'{name}' is neither a parameter nor a field to filter by.", name);
            found = found.Where(record => (record[name]?.ToString() ?? "").Equals(ask.Query(name), StringComparison.OrdinalIgnoreCase));
        }
        var all = found.ToList();
        return SandboxRoutes.Ok(new JsonObject
        {
            ["results"] = new JsonArray([.. all.Skip(Whole(ask, "offset", 0, int.MaxValue)).Take(Whole(ask, "limit", UsualLimit, LargestLimit)).Select(record => PlainRecords.Show(entity, record))]),
            ["count"] = all.Count,
        });
    }

    // A PUT says all: a field that is left out is emptied.
    private static JsonObject Whole(PlainEntity entity, JsonObject body)
    {
        foreach (var field in entity.Fields.Where(field => !field.ReadOnly && !body.ContainsKey(field.Name))) body[field.Name] = null;
        return body;
    }

    private Func<Ask, Reply> Guarded(Func<Ask, Reply> handler) => ask =>
    {
        if (ask.Header("X-Api-Key") != _apiKey) throw No(401, "unauthorized", "The API key is missing or wrong.");
        if (State.Dials.KeyRevoked) throw No(403, "forbidden", "The API key has been revoked.");
        if (!State.Limiter.Admit("key", State.Dials.RequestsPerSecond, State.Clock.Now)) throw No(429, "slow_down", "Too many requests.");
        return handler(ask);
    };

    private static PlainEntity Entity(Ask ask) => System.Find(ask.Route("entity")) ?? throw No(404, "not_found", $"There is no entity '{ask.Route("entity")}'.");

    private static string Id(Ask ask) => ask.Route("id") ?? "";

    private static JsonObject Body(Ask ask) => ask.Json() as JsonObject ?? throw No(400, "malformed", "The body must be a JSON object.");

    private static int Whole(Ask ask, string name, int usual, int most)
    {
        if (ask.Query(name) is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : throw No(400, "bad_parameter", $"'{name}' is a whole number up to {most}.", name);
    }

    private static SandboxRefusal No(int status, string code, string message, string? field = null) => System.Refuse(status, code, message, field, null);
}
