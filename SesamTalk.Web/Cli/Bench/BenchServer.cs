using System.Collections.Immutable;
using System.Text;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>A little REST system on loopback that takes as long for each answer as it is told, and counts what it is asked.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    /// <summary>Requests that it serves at the same time, as its manifest declares.</summary>
    public const int AtOnce = 16;

    /// <summary>Records on a page of its list.</summary>
    public const int PageSize = 500;

    private readonly WebApplication _app;
    private readonly TimeSpan _latency;
    private int _requests;

    private BenchServer(TimeSpan latency, int records)
    {
        (_latency, Shelf) = (latency, new BenchShelf(records));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Its records.</summary>
    public BenchShelf Shelf { get; }

    /// <summary>What it has been asked so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Where it is.</summary>
    public Uri Root => new(_app.Urls.First());

    /// <summary>The server as the engine knows it: a manifest that locks by version, is searched by the organisation number, and declares what it serves at once.</summary>
    public ConnectedSystem System => new()
    {
        Id = "b", Name = "B", Connector = "rest", Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", Manifest).Add("baseAddress", Root.ToString()),
    };

    private static string Manifest => $$"""
        name: B
        baseUrl: "{baseAddress}"
        rateLimit: { parallel: {{AtOnce}} }
        entities:
          - name: Customers
            id: id
            label: [name]
            updated: updated_at
            version: version
            fields:
              id: { type: string, readOnly: true }
              {{string.Join("\n      ", BenchScene.Kept.Select(column => $"{column}: {(column == "credit" ? "number" : "string")}"))}}
              version: { type: integer, readOnly: true }
              updated_at: { type: dateTime, readOnly: true }
            operations:
              list:
                path: /customers
                query: { updated_from: "{since}", page: "{page}", size: "{size}" }
                itemsPath: items
                paging: { kind: page, size: {{PageSize}}, pages: pages }
                since: { format: isoMilliseconds, overlapSeconds: 1 }
              lookup: { path: "/customers/{id}" }
              insert: { path: /customers }
              update: { path: "/customers/{id}", ifMatch: "{version}" }
              find: { by: [vat], path: /customers, query: { "{field}": "{value}", page: "{page}", size: "{size}" } }
        """.ReplaceLineEndings("\n");

    /// <summary>Starts one with these many records in it, numbered from 0.</summary>
    public static async Task<BenchServer> StartAsync(TimeSpan latency, int records, CancellationToken cancellation)
    {
        var server = new BenchServer(latency, records);
        await server._app.StartAsync(cancellation);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        using var sent = new MemoryStream();
        await http.Request.Body.CopyToAsync(sent, http.RequestAborted);
        if (_latency > TimeSpan.Zero) await Task.Delay(_latency, TimeProvider.System, http.RequestAborted);
        var id = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault();
        var answer = (http.Request.Method, id) switch
        {
            ("GET", null) => Shelf.Page(http.Request.Query["vat"].FirstOrDefault(), http.Request.Query["updated_from"].FirstOrDefault(), int.Parse(http.Request.Query["page"]!, global::System.Globalization.CultureInfo.InvariantCulture), PageSize),
            ("GET", { } one) => Shelf.Look(one),
            ("POST", null) => Shelf.Make(sent.GetBuffer().AsSpan(0, (int)sent.Length)),
            ("PATCH", { } one) => Shelf.Change(one, sent.GetBuffer().AsSpan(0, (int)sent.Length), http.Request.Headers.IfMatch),
            _ => null,
        };
        http.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : answer.Length == 0 ? StatusCodes.Status412PreconditionFailed : http.Request.Method == "POST" ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer?.Length ?? 0;
        if (answer is not null) await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }
}
