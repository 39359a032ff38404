using Microsoft.AspNetCore.Diagnostics;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Api;

/// <summary>
/// Where systems tell by themselves that something happened: <c>POST /hooks/SYSTEM</c>, proved as the manifest says. Nothing of a
/// delivery is ever taken for a record: what it points at is read soon, and that is all that a delivery can bring about.
/// 404 for a system that is not there or tells nothing, 413 for a body that is too large, 401 for one that proves nothing, else 202.
/// </summary>
internal static partial class HooksApi
{
    private const int LargestBody = 256 * 1024;

    public static void MapHooks(this IEndpointRouteBuilder routes, string route = TalkUrls.HookRoute) => routes.MapPost(route, ReceiveAsync).OpenTo("systems prove themselves as their manifest says").WithSummary("A system tells that something happened, proved as its manifest says. 202, and what it points at is read soon.").DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(string system, string? secret, HttpContext http, WebhookVerbs webhooks, HintedRuns runs, TimeProvider clock, ILogger<WebhookVerbs> log, CancellationToken ct)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (await BodyAsync(http.Request, ct) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        if (await webhooks.ReadAsync(system, new WebhookDelivery(headers, body, clock.GetUtcNow()) { Path = secret ?? "" }, ct) is not { } reading) return Results.NotFound();
        switch (reading.Verdict)
        {
            case WebhookVerdict.Refused refused:
                Refused(log, system, refused.Reason);
                return Results.Unauthorized();
            case WebhookVerdict.NotUnderstood strange:
                NotUnderstood(log, system, strange.Reason);
                await runs.TellAsync(system, reading.Describes, null, ct);
                return Results.Accepted();
            case WebhookVerdict.Genuine { Hints: var hints }:
                if (!hints.IsEmpty) await runs.TellAsync(system, reading.Describes, hints.Select(hint => hint.Entity).ToHashSet(), ct);
                return Results.Accepted();
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody) return null;
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > LargestBody) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "A delivery for {SystemId} was refused: {Reason}")]
    private static partial void Refused(ILogger log, string systemId, string reason);

    [LoggerMessage(LogLevel.Warning, "A delivery of {SystemId} was not understood, so all of it is read: {Reason}")]
    private static partial void NotUnderstood(ILogger log, string systemId, string reason);
}
