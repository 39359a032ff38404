using Microsoft.AspNetCore.Diagnostics;

namespace SesamTalk.Web.Api.V1;

/// <summary>The edge of the API: whatever goes wrong below it is told to a program, never by a page.</summary>
internal static partial class ApiEdge
{
    public static async Task Keep(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments(TalkUrls.Api))
        {
            await next(http);
            return;
        }

        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception mistake) when (!http.Response.HasStarted)
        {
            Failed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(ApiEdge)), mistake, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "");
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = http.Response;
        if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted && response.ContentType is null && response.ContentLength is null or 0)
            await Problems.OfStatus(response.StatusCode).ExecuteAsync(http);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed by a mistake of our own.")]
    private static partial void Failed(ILogger log, Exception mistake, string method, string endpoint);
}
