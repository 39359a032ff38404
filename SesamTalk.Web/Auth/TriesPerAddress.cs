using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Auth;

/// <summary>How often one address may try to come in: guessing one password against every name locks no account, so it is held back here.</summary>
public sealed class TriesPerAddress(IOptions<AuthOptions> options) : IDisposable
{
    private static readonly string[] WaysIn = [TalkUrls.SignInPage, TalkUrls.SetUpPage, TalkUrls.JoinPage];

    private readonly PartitionedRateLimiter<IPAddress> _tries = PartitionedRateLimiter.Create<IPAddress, IPAddress>(from => RateLimitPartition.GetFixedWindowLimiter(
        from, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.TriesPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Lets a request on, or tells it to wait a minute.</summary>
    internal static Task Check(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !Array.Exists(WaysIn, way => http.Request.Path.StartsWithSegments(way))) return next(http);
        var from = http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        using var turn = http.RequestServices.GetRequiredService<TriesPerAddress>()._tries.AttemptAcquire(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from);
        if (turn.IsAcquired) return next(http);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "60";
        return http.Response.WriteAsync("Too many tries from this address. Wait a minute. Nothing was done.");
    }

    public void Dispose() => _tries.Dispose();
}
