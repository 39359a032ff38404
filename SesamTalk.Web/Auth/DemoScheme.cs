using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Auth;

/// <summary>Signs whoever comes in to an <see cref="OpenHouse"/> in by itself.</summary>
internal sealed class DemoScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenHouse house) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "demo";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(house.IsOpen
        ? AuthenticateResult.Success(new AuthenticationTicket(Person.OfDemo.ToPrincipal(Name), Name))
        : AuthenticateResult.NoResult());
}
