using System.Net;

namespace SesamTalk.Web.Auth;

/// <summary>
/// What another site's page makes a browser send is refused before anything looks at it: forms and scripts by their origin, and
/// the lines that open pages hold. An open house is for this machine alone: under no other name, and through no proxy.
/// </summary>
internal static partial class OnlyFromHere
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public static Task Check(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (http.RequestServices.GetRequiredService<OpenHouse>().IsOpen && !IsOwnMachine(http)) return RefuseAsync(http, StatusCodes.Status421MisdirectedRequest, "this demo is for the machine it runs on");
        return Matters(request) && !IsFromHere(request) ? RefuseAsync(http, StatusCodes.Status403Forbidden, "it came from a page of another site") : next(http);
    }

    // Looking changes nothing, and a program's token is sent by no browser by itself.
    private static bool Matters(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) || request.Path.StartsWithSegments("/_blazor")) && !TokenScheme.IsBrought(request);

    private static bool IsFromHere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return false;
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin) return true;
        // Behind a proxy that ends TLS the scheme differs; host and port may not.
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.IsDefaultPort ? from.Host : from.Authority, Bare(request.Host), StringComparison.OrdinalIgnoreCase);
    }

    private static string Bare(HostString host) => host.Port is 80 or 443 ? host.Host : host.Value ?? "";

    private static bool IsOwnMachine(HttpContext http)
    {
        var host = http.Request.Host.Host.Trim('[', ']');
        var isLocalName = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named);
        return isLocalName && IPAddress.IsLoopback(http.Connection.RemoteIpAddress ?? IPAddress.Loopback) && !OfProxies.Any(http.Request.Headers.ContainsKey);
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        Refused(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(OnlyFromHere)), http.Request.Method, why);
        http.Response.StatusCode = status;
        return http.Response.WriteAsync("Refused: " + why + ".");
    }

    [LoggerMessage(LogLevel.Warning, "A {Method} was refused: {Why}")]
    private static partial void Refused(ILogger log, string method, string why);
}
