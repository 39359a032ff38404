using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Auth;

/// <summary>Programs that bring a token: <c>Authorization: Bearer …</c>. They never get a cookie, and need no antiforgery mark.</summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "token";
    private const string Bearer = "Bearer ";

    /// <summary>Whether a request brings a token at all.</summary>
    public static bool IsBrought(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The verbs' own door has a token of its own, which is none of anybody's.
        if (!IsBrought(Request) || Request.Path.StartsWithSegments(FolderOwner.Route)) return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), Context.RequestAborted) is not { } found) return AuthenticateResult.Fail("The token is not known, is over, or was taken back.");
        var principal = found.Person.ToPrincipal(Name, new Claim(Person.StampClaim, found.Stamp), new Claim(Person.MostClaim, found.Person.Role.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
