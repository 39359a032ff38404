using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>A small REST system on loopback in one of the shapes. Its clock, faults and keys are turned from behind.</summary>
public sealed class ShapedServer : IConformanceDoor, IAsyncDisposable
{
    private readonly ServerShape _shape;
    private readonly WebApplication _app;
    private readonly ShapedRecords _records;
    private readonly ShapedGate _gate;
    private readonly List<Fault> _faults = [];

    private ShapedServer(ServerShape shape)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        (_shape, _app, _records, _gate) = (shape, builder.Build(), new ShapedRecords(shape), new ShapedGate(shape));
        _app.Run(HandleAsync);
    }

    public Uri Root => new(_app.Urls.First());

    public static async Task<ShapedServer> StartAsync(ServerShape shape)
    {
        var server = new ShapedServer(shape);
        await server._app.StartAsync();
        return server;
    }

    public Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null)
    {
        lock (_faults) _faults.Add(new(kind, status, method, path, count));
        return Task.CompletedTask;
    }

    public Task DialAsync(JsonObject dials)
    {
        if ((string?)dials["clockFrozenAt"] is { } frozen) _records.FrozenAt = DateTimeOffset.Parse(frozen, CultureInfo.InvariantCulture);
        if (dials["keyRevoked"]?.GetValue<bool>() == true) _gate.IsRevoked = true;
        return Task.CompletedTask;
    }

    public Task AdvanceAsync(double seconds)
    {
        _records.Ahead += TimeSpan.FromSeconds(seconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        var fault = Take(http);
        if (fault is { Kind: "status" }) { http.Response.StatusCode = fault.Status; return; }
        using var read = new StreamReader(http.Request.Body);
        var body = await read.ReadToEndAsync(http.RequestAborted);
        var answer = _gate.Token(http, body) ?? (_gate.IsOpen(http) ? Answer(http, body) : ShapedAnswer.Of(401));
        if (fault is { Kind: "reply-lost" }) { http.Abort(); return; }
        http.Response.StatusCode = answer.Status;
        if (answer.Link is not null) http.Response.Headers.Link = answer.Link;
        if (answer.Body is null) return;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body.ToJsonString(), Encoding.UTF8, http.RequestAborted);
    }

    private Fault? Take(HttpContext http)
    {
        lock (_faults)
        {
            var fits = _faults.Find(fault => (fault.Method is null || fault.Method == http.Request.Method) && (fault.Path is null || http.Request.Path.Value!.Contains(fault.Path)));
            if (fits is not null && --fits.Left == 0) _faults.Remove(fits);
            return fits;
        }
    }

    private ShapedAnswer Answer(HttpContext http, string body)
    {
        var steps = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        if (steps is not ["api", "customers", .. var rest] || rest.Length > 1) return ShapedAnswer.Of(404, new JsonObject { ["error"] = new JsonObject { ["message"] = "No such place." } });
        var answer = (http.Request.Method, rest) switch
        {
            ("GET", []) => new ShapedPages(_shape, Root).Of(http.Request, _records.All(http.Request.Query)),
            ("POST", []) => _records.Make(JsonNode.Parse(body)!.AsObject()),
            ("GET", [var id]) => _records.Look(id),
            ("PATCH", [var id]) => _records.Change(id, JsonNode.Parse(body)!, http.Request.Headers.IfMatch),
            ("DELETE", [var id]) => _records.Delete(id),
            _ => ShapedAnswer.Of(405),
        };
        return _shape.ErrorsInSuccess && !(http.Request.Method == "GET" && rest is []) ? Wrapped(answer) : answer;
    }

    // As a system does that answers 200 to everything.
    private static ShapedAnswer Wrapped(ShapedAnswer answer) => answer.Status switch
    {
        404 => answer, // but for a record that is gone, which a write must be told of
        >= 400 => ShapedAnswer.Of(200, new JsonObject { ["errors"] = new JsonArray(answer.Body!["error"]!.DeepClone()) }),
        204 => answer,
        _ => ShapedAnswer.Of(200, new JsonObject { ["data"] = answer.Body!.DeepClone() }),
    };

    private sealed class Fault(string kind, int status, string? method, string? path, int left)
    {
        public string Kind => kind;

        public int Status => status;

        public string? Method => method;

        public string? Path => path;

        public int Left { get; set; } = left;
    }
}

/// <summary>An answer of a test server.</summary>
internal sealed record ShapedAnswer(int Status, JsonNode? Body, string? Link = null)
{
    public static ShapedAnswer Of(int status, JsonNode? body = null) => new(status, body);

    public static ShapedAnswer Refused(string field, string message) => new(422, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["field"] = field } });
}
