using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Operations;

/// <summary>What watchers ask: is it alive, is it ready and why not, and what did it measure.</summary>
internal static class HealthAddresses
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(TalkUrls.Live, () => "ok").OpenTo("says only that the program answers").ExcludeFromDescription();
        routes.MapGet(TalkUrls.Ready, ReadyAsync).OpenTo("says only what of the program itself does not work, for a load balancer").ExcludeFromDescription();
        routes.MapGet(TalkUrls.Metrics, (PrometheusText text) => Results.Text(text.Now(), "text/plain; version=0.0.4; charset=utf-8")).Needs(Act.Look).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken ct)
    {
        var checks = await readiness.LookAsync(ct);
        var isReady = checks.All(check => check.IsFine);
        return Results.Json(new { Status = isReady ? "ready" : "not ready", Checks = checks }, statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
