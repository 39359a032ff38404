using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Webshop;

/// <summary>
/// The customer's own webshop as a REST API under <c>/shop/api/v2</c>: snake_case JSON, user name and password (401 without, 403 when revoked).
/// <para><c>GET /ENTITY?updated_from=&amp;page_size=50&amp;FIELD=VALUE</c> gives <c>{"data":[…],"links":{"next":URL or null}}</c>, oldest change
/// first; <c>updated_from</c> is inclusive, <c>page_size</c> 250 at most.</para>
/// <para><c>GET</c>, <c>PATCH</c> (only what is sent; a list as a whole, its elements known by <c>id</c>) and <c>DELETE /ENTITY/ID</c>,
/// <c>POST /ENTITY</c> (201). <c>If-Match</c> with the version gives 412 where the record has moved.</para>
/// <para><b>Webhooks</b>: <c>POST /webhooks {"url","secret"}</c> gives <c>{"id"}</c>; every change, whoever makes it, is then posted there as
/// <c>{"event":"order.updated","id","occurred_at"}</c>, signed in <c>X-Shop-Signature: sha256=HEX</c>, an HMAC over the body.
/// <c>GET /webhooks</c> lists them with how the last delivery went, <c>DELETE /webhooks/ID</c> ends one.</para>
/// <para><b>Refusals</b>: <c>{"code","message","path","id"}</c>.</para>
/// </summary>
internal sealed class WebshopApi : ISandboxSystem, IAsyncDisposable
{
    private const string Start = "/shop/api/v2";
    private const int UsualSize = 50, LargestSize = 250;
    private static readonly PlainSystem System = WebshopSchema.System;
    private readonly SandboxShopKeys _keys;
    private readonly WebshopHooks _hooks;

    public WebshopApi(SandboxState state, SandboxShopKeys keys)
    {
        State = state;
        _keys = keys;
        _hooks = new WebshopHooks(state);
        Records = new PlainRecords(state, System) { Told = _hooks.Tell };
    }

    public string Name => SandboxHost.Webshop;
    public SandboxState State { get; }
    public PlainRecords Records { get; }

    public void Map(SandboxRoutes routes)
    {
        Map(routes, "GET", "/schema", _ => SandboxRoutes.Ok(System.ToJson()));
        Map(routes, "GET", "/webhooks", _ => SandboxRoutes.Ok(_hooks.All()));
        Map(routes, "POST", "/webhooks", ask => new Reply(201, _hooks.Register(Body(ask))));
        Map(routes, "DELETE", "/webhooks/{id}", ask => _hooks.End(Id(ask)) ? new Reply(204) : throw No(404, "not_found", $"There is no webhook '{Id(ask)}'."));
        Map(routes, "GET", "/{entity}", List);
        Map(routes, "GET", "/{entity}/{id}", ask => SandboxRoutes.Ok(Records.Read(Entity(ask), Id(ask))));
        Map(routes, "POST", "/{entity}", ask => new Reply(201, Records.Create(Entity(ask), Body(ask), "api")));
        Map(routes, "PATCH", "/{entity}/{id}", ask => SandboxRoutes.Ok(Records.Change(Entity(ask), Id(ask), Body(ask), "api", ask.Header("If-Match"))));
        Map(routes, "DELETE", "/{entity}/{id}", ask =>
        {
            Records.Delete(Entity(ask), Id(ask), "api", ask.Header("If-Match"));
            return new Reply(204);
        });
    }

    public JsonNode? Edit(SandboxEdit edit) => Records.Edit(edit);

    public Reply Malformed(string what) => No(400, "malformed", what).Reply;

    public Reply NoSuchAddress(HttpRequest request) => No(404, "not_found", "There is nothing at this address.").Reply;

    public ValueTask DisposeAsync() => _hooks.DisposeAsync();

    private void Map(SandboxRoutes routes, string verb, string path, Func<Ask, Reply> handler) => routes.Map(verb, Start + path, ask =>
    {
        var wanted = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_keys.User}:{_keys.Password}"));
        if (ask.Header("Authorization") != wanted) throw No(401, "unauthorized", "User name or password is wrong.");
        if (State.Dials.KeyRevoked) throw No(403, "forbidden", "This user may not use the API any more.");
        if (!State.Limiter.Admit("user", State.Dials.RequestsPerSecond, State.Clock.Now)) throw No(429, "slow_down", "Too many requests.");
        return handler(ask);
    });

    private Reply List(Ask ask)
    {
        var entity = Entity(ask);
        DateTimeOffset? since = null;
        if (ask.Query("updated_from") is { } text) since = SandboxClock.TryParse(text, out var moment) ? moment : throw No(400, "bad_parameter", $"'{text}' is not an ISO 8601 time.", "updated_from");
        var found = Records.All(entity, since);
        foreach (var name in ask.QueryNames.Where(name => name is not ("updated_from" or "page_size" or "after")))
        {
            if (entity.Field(name) is not { Type: not "list" }) throw No(400, "bad_parameter", $"'{name}' is neither a parameter nor a field to filter by.", name);
            found = found.Where(record => (record[name]?.ToString() ?? "").Equals(ask.Query(name), StringComparison.OrdinalIgnoreCase));
        }
        // The place in the list is the last record's stamp and id, so that what moves meanwhile is seen again and nothing is passed by.
        if (ask.Query("after") is { } place) found = found.Where(record => string.CompareOrdinal(Place(record), Read(place)) > 0);
        var size = Size(ask);
        var page = found.Take(size + 1).ToList();
        var items = page.Take(size).ToList();
        return SandboxRoutes.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. items.Select(record => PlainRecords.Show(entity, record))]),
            ["links"] = new JsonObject { ["next"] = page.Count > size ? Next(ask, Place(items[^1])) : null },
        });
    }

    private static string Next(Ask ask, string place)
    {
        var query = QueryString.Create(ask.Request.Query.Where(pair => pair.Key != "after").SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Append(KeyValuePair.Create("after", (string?)WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(place)))));
        return $"{ask.Request.Scheme}://{ask.Request.Host}{ask.Request.Path}{query}";
    }

    private static string Place(JsonObject record) => $"{PlainRecords.Updated(record)} {record["id"]}";

    private static string Read(string place)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(place));
        }
        catch (FormatException)
        {
            throw No(400, "bad_parameter", "This is no place in the list.", "after");
        }
    }

    private static int Size(Ask ask)
    {
        if (ask.Query("page_size") is not { } text) return UsualSize;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= LargestSize ? size : throw No(400, "bad_parameter", $"'page_size' is a whole number from 1 to {LargestSize}.", "page_size");
    }

    private static PlainEntity Entity(Ask ask) => System.Find(ask.Route("entity")) ?? throw No(404, "not_found", $"There is no entity '{ask.Route("entity")}'.");

    private static string Id(Ask ask) => ask.Route("id") ?? "";

    private static JsonObject Body(Ask ask) => ask.Json() as JsonObject ?? throw No(400, "malformed", "The body must be a JSON object.");

    private static SandboxRefusal No(int status, string code, string message, string? field = null) => System.Refuse(status, code, message, field, null);
}
