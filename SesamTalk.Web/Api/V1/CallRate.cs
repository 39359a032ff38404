using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>What programs may ask of the API. Section <c>Api</c>; checked when the host starts.</summary>
internal sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>How many calls one program may make in a minute; 0 sets no limit.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Api:CallsPerMinute is between 0 (no limit) and 10000000.")]
    public int CallsPerMinute { get; set; } = 6_000;
}

/// <summary>Counts the calls of each program, that is of each token, on this node: one that runs wild leaves the others their turn.</summary>
internal sealed class CallRate(IOptions<ApiOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _calls = PartitionedRateLimiter.Create<string, string>(program => options.Value.CallsPerMinute == 0
        ? RateLimitPartition.GetNoLimiter(program)
        : RateLimitPartition.GetFixedWindowLimiter(program, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.CallsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>The filter of every address that asks who calls.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var turn = http.RequestServices.GetRequiredService<CallRate>()._calls.AttemptAcquire(KeyOf(http));
        if (turn.IsAcquired) return await next(context);
        var wait = turn.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "calls.too-many", $"This program has made too many calls. Ask again in {wait} seconds. Nothing was done.");
    }

    public void Dispose() => _calls.Dispose();

    // A token is proved by now; it is not kept as it is.
    private static string KeyOf(HttpContext http) =>
        TokenScheme.IsBrought(http.Request) ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()))) : Person.Of(http.User)?.Id ?? "";
}
