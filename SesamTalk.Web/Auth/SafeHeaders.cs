namespace SesamTalk.Web.Auth;

/// <summary>What every answer tells the browser it may do: run this site's own scripts, talk to this site, and nothing else.</summary>
internal static class SafeHeaders
{
    /// <summary>No script but the site's own files, none written into a page; styles likewise, save the attribute that bars and charts set their size by.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        // At the last moment, so that no part of the site takes one of them back.
        http.Response.OnStarting(static state =>
        {
            var answer = (HttpContext)state;
            var headers = answer.Response.Headers;
            headers.ContentSecurityPolicy = answer.GetEndpoint()?.Metadata.GetMetadata<BroughtFile>() is null ? Policy : BroughtFile.Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (answer.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true) headers.CacheControl = "no-store";
            if (answer.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}
