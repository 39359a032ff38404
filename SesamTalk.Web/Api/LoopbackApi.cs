using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Api;

/// <summary>Where verbs of other processes hand their work to the server that owns the data folder: loopback only, and only with the token of this start.</summary>
internal static class LoopbackApi
{
    /// <summary>Twenty documents of the largest size.</summary>
    private const string CommandLine = "command line";

    private const long LargestBody = 128 * 1024 * 1024;

    public static void MapLoopback(this WebApplication routes)
    {
        routes.Use(OnlyTheOwner);
        var group = routes.MapGroup(FolderOwner.Route).OpenTo("only this machine, with the token that only the owner of the data folder can read").ExcludeFromDescription();
        group.MapPost("/do/{work}", (string work, JsonElement request, LoopbackWork does, CancellationToken ct) => does(work, request, ct));
        group.MapPost("/sync", SyncAsync);
        group.MapPost("/cancel/{run:guid}", async (Guid run, RunQueue queue, CancellationToken ct) => Results.Json(await queue.CancelAsync(run, CommandLine, ct)));
    }

    // Before anything of the request is read: what it brings may be large, and only from the owner.
    private static Task OnlyTheOwner(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments(FolderOwner.Route)) return next(http);
        var token = http.RequestServices.GetRequiredService<LoopbackToken>().Value;
        var sent = http.Request.Headers.Authorization.ToString();
        var fits = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes("Bearer " + token), Encoding.UTF8.GetBytes(sent));
        var here = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);
        if (fits && here)
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;
            return next(http);
        }

        // Not even the site's own page of “not found”: nothing is here for anybody else.
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Queues the run, or joins the one that is there, and tells of it in lines of JSON until it ends. The run goes on when nobody listens.</summary>
    private static async Task SyncAsync(SyncRequest request, RunQueue queue, RunFeed feed, HttpContext http, CancellationToken ct)
    {
        var told = Channel.CreateUnbounded<RunProgress>();
        using var listening = feed.Subscribe(progress =>
        {
            if (progress.DataflowId == request.DataflowId) told.Writer.TryWrite(progress);
        });
        var id = await queue.EnqueueAsync(request, ct);
        var ended = queue.EndedAsync(id, ct);
        _ = ended.ContinueWith(_ => told.Writer.TryComplete(), ct, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        http.Response.ContentType = "application/x-ndjson";
        await foreach (var progress in told.Reader.ReadAllAsync(ct))
        {
            if (progress.RunId == id) await LineAsync(http, new { progress }, ct);
        }
        await LineAsync(http, new { run = await ended }, ct);
    }

    private static async Task LineAsync<T>(HttpContext http, T line, CancellationToken ct)
    {
        await http.Response.WriteAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n", ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
