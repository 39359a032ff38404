using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>
/// A person's first sign-in to a connected system. It begins on the system's page, which leads away with a state that only this
/// browser holds, and ends where the system sends the person back. What comes back without that state is not looked at.
/// </summary>
internal static partial class SignInApi
{
    private const string Cookie = "talk-sign-in", CookiePath = "/sign-in";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(TalkUrls.SignInRoute, BeginAsync).Needs(Act.ConnectSystems).ExcludeFromDescription();
        routes.MapGet(TalkUrls.SignedIn, BackAsync).Needs(Act.ConnectSystems).ExcludeFromDescription();
    }

    private static async Task<IResult> BeginAsync(string id, HttpContext http, SignInVerbs verbs, IDataProtectionProvider protection, TimeProvider clock, CancellationToken ct)
    {
        var attempt = new Attempt(id, Chance(), Chance(), clock.GetUtcNow());
        if (await verbs.BeginAsync(id, attempt.At(http.Request), ct) is not { } there) return Results.NotFound();
        http.Response.Cookies.Append(Cookie, Protector(protection).Protect(JsonSerializer.Serialize(attempt)), Options(http, Patience));
        http.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(there.AbsoluteUri);
    }

    private static async Task<IResult> BackAsync(HttpContext http, SignInVerbs verbs, IDataProtectionProvider protection, TimeProvider clock, ILogger<SignInVerbs> log, CancellationToken ct)
    {
        var attempt = Read(http.Request.Cookies[Cookie], Protector(protection));
        http.Response.Cookies.Delete(Cookie, Options(http, null)); // good for one answer
        http.Response.Headers.CacheControl = "no-store";
        var query = http.Request.Query;
        if (attempt is null || clock.GetUtcNow() - attempt.Begun > Patience || !Same(attempt.State, query["state"].ToString()))
        {
            Stale(log, attempt?.System ?? "");
            return Results.Redirect(TalkUrls.AfterSignIn(attempt?.System, "stale"));
        }

        if (query["code"].ToString() is not { Length: > 0 and < 4096 } code)
        {
            await verbs.FailAsync(attempt.System, (Wording)$"The system sent the person back without signing in: {Plain(query["error"].ToString())} {Plain(query["error_description"].ToString())}", ct);
            return Results.Redirect(TalkUrls.AfterSignIn(attempt.System, "refused"));
        }

        var isFine = await verbs.FinishAsync(attempt.System, code, attempt.At(http.Request), ct);
        return Results.Redirect(TalkUrls.AfterSignIn(attempt.System, isFine ? "done" : "refused"));
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = CookiePath, MaxAge = age, IsEssential = true };

    // Not as a secret that is stored: a key that was revoked is good for no browser.
    private static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("SesamTalk.SignIn.Attempt.1");

    private static Attempt? Read(string? cookie, IDataProtector protector)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<Attempt>(protector.Unprotect(cookie));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused: the end of a sign-in to {SystemId} that this browser did not begin, or too long ago.")]
    private static partial void Stale(ILogger log, string systemId);

    private static string Chance() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Plain(string said) => new([.. said.Where(c => !char.IsControl(c)).Take(200)]);

    /// <summary>What the browser holds while the person is away.</summary>
    private sealed record Attempt(string System, string State, string Verifier, DateTimeOffset Begun)
    {
        public SignInAttempt At(HttpRequest request) => new(State, Verifier, new Uri($"{request.Scheme}://{request.Host}{TalkUrls.SignedIn}"));
    }
}
