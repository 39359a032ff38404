using System.Globalization;
using SesamTalk.Engine.Reasons;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>Who asks, by a token or by the session of a browser; which addresses they may use is said by the addresses.</summary>
internal sealed record Caller(Person Person)
{
    /// <summary>What runs, decisions and the audit keep.</summary>
    public string Name => Person.Name;

    /// <summary>What they are shown of persons.</summary>
    public Personal Sees => Personal.For(Person.Role);

    /// <summary>A reason in their language.</summary>
    public string Said(Reason reason, params ReadOnlySpan<string?> known) => Sees.Said(reason, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, known);

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult(Person.Of(http.User) is { } person ? new Caller(person) : null);
}
