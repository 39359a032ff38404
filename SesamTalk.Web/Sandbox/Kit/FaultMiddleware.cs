namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>Plays the faults that are set: before the request is carried out, or between doing and answering.</summary>
internal static class FaultMiddleware
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next, FaultDial dial)
    {
        var fault = context.Request.Path.StartsWithSegments("/_sandbox", StringComparison.Ordinal) ? null : dial.Take(context.Request);
        switch (fault?.Kind)
        {
            case null:
                await next(context);
                return;
            case "status":
                context.Response.StatusCode = fault.Status;
                return;
            case "html":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync("<!doctype html><title>Maintenance</title><p>Back soon.</p>");
                return;
            case "slow":
                using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, fault.Milliseconds))))
                    await timer.WaitForNextTickAsync(context.RequestAborted);
                await next(context);
                return;
            default:
                await CutAsync(context, next, fault.Kind);
                return;
        }
    }

    private static async Task CutAsync(HttpContext context, RequestDelegate next, string kind)
    {
        var line = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        await next(context);
        context.Response.Body = line;
        if (kind == "silent")
        {
            // Until whoever asked has hung up.
            var gone = new TaskCompletionSource();
            await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
        }
        else if (kind == "half" && kept.Length > 1)
        {
            context.Response.ContentLength = kept.Length;
            await line.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length / 2));
            await line.FlushAsync();
        }
        context.Abort();
    }
}
