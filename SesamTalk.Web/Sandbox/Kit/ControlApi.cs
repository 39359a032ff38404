using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>
/// The door behind the scenes, for the demo and for tests, loopback only:
/// <c>GET /_sandbox</c> what there is · <c>GET, POST /_sandbox/dials</c> (only the named dials are set) ·
/// <c>POST /_sandbox/clock {"advanceSeconds": n}</c> · <c>GET, POST, DELETE /_sandbox/faults</c> ·
/// <c>GET /_sandbox/journal?after=&amp;limit=</c> · <c>GET /_sandbox/records/ENTITY</c> what stands there now · <c>POST /_sandbox/edit</c> edits like a person.
/// </summary>
internal static class ControlApi
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void Map(SandboxRoutes routes, ISandboxSystem system)
    {
        var state = system.State;
        routes.Map("GET", "/_sandbox", _ => SandboxRoutes.Ok(new JsonObject
        {
            ["system"] = system.Name,
            ["now"] = SandboxClock.Fine(state.Clock.Now),
            ["dials"] = new JsonArray([.. system.Heeds.Select(name => JsonValue.Create(name))]),
            ["faults"] = new JsonArray([.. system.Faults.Select(name => JsonValue.Create(name))]),
        }));
        routes.Map("GET", "/_sandbox/dials", _ => Dials(state));
        routes.Map("POST", "/_sandbox/dials", ask =>
        {
            state.Turn(Object(ask));
            return Dials(state);
        });
        routes.Map("POST", "/_sandbox/clock", ask =>
        {
            var seconds = Object(ask)["advanceSeconds"]?.GetValue<double>() ?? 0;
            state.Dials = state.Dials with { ClockOffsetSeconds = state.Dials.ClockOffsetSeconds + seconds };
            return Dials(state);
        });
        routes.Map("GET", "/_sandbox/faults", _ => Faults(state));
        routes.Map("POST", "/_sandbox/faults", ask => Arm(ask, state));
        routes.Map("DELETE", "/_sandbox/faults", _ =>
        {
            state.Faults.Clear();
            return Faults(state);
        });
        routes.Map("GET", "/_sandbox/journal", ask =>
        {
            system.Look();
            return Journal(ask, state);
        });
        routes.Map("GET", "/_sandbox/records/{entity}", ask => SandboxRoutes.Ok(new JsonArray([.. system.Standing(ask.Route("entity") ?? "")])));
        routes.Map("POST", "/_sandbox/edit", ask => SandboxRoutes.Ok(
            system.Edit(Object(ask).Deserialize<SandboxEdit>(Json)!) ?? new JsonObject()));
    }

    /// <summary>Turns away who is not on this machine, and pages of another site that talk to it.</summary>
    public static bool MayEnter(HttpRequest request)
    {
        var here = request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        var host = request.Host.Host.Trim('[', ']');
        var named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var literal) && IPAddress.IsLoopback(literal));
        var plain = request.Method is "GET" or "DELETE" || (request.ContentType ?? "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        return here && named && plain;
    }

    private static Reply Dials(SandboxState state) => SandboxRoutes.Ok(JsonSerializer.SerializeToNode(state.Dials, Json));

    private static Reply Faults(SandboxState state) => SandboxRoutes.Ok(JsonSerializer.SerializeToNode(state.Faults.Armed, Json));

    private static Reply Arm(Ask ask, SandboxState state)
    {
        var fault = Object(ask).Deserialize<Fault>(Json)!;
        if (!Fault.Kinds.Contains(fault.Kind)) throw new JsonException($"A fault is one of {string.Join(", ", Fault.Kinds)}, not '{fault.Kind}'.");
        state.Faults.Arm(fault);
        return Faults(state);
    }

    private static Reply Journal(Ask ask, SandboxState state)
    {
        var after = long.TryParse(ask.Query("after"), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
        var limit = int.TryParse(ask.Query("limit"), CultureInfo.InvariantCulture, out var most) ? Math.Clamp(most, 1, 10_000) : 1_000;
        return SandboxRoutes.Ok(new JsonArray([.. state.Store.Journal(after, limit).Select(entry => entry.ToJson())]));
    }

    private static JsonObject Object(Ask ask) => ask.Json() as JsonObject ?? throw new JsonException("A JSON object is expected.");
}
