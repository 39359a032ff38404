using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Api;

/// <summary>What a person does with their own session and account where a cookie is to be set: that needs an answer of the server, not a line to a page.</summary>
internal static class AccountApi
{
    private const int LongestName = 60;

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(TalkUrls.SignOut, SignOutAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/password", PasswordAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/two-factor/key", KeyAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/two-factor/on", TwoFactorOnAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/two-factor/off", TwoFactorOffAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/passkeys/remove", RemovePasskeyAsync).Needs(Act.KeepOwnAccount).Guarded();
        routes.MapPost(TalkUrls.Account + "/passkeys/options", async (HttpContext http, OwnAccount own, PasskeyAsked? asked) => Json(await own.PasskeyOptionsAsync(Id(http), asked?.Password ?? ""))).Needs(Act.KeepOwnAccount).OfScript();
        routes.MapPost(TalkUrls.Account + "/passkeys", AddPasskeyAsync).Needs(Act.KeepOwnAccount).OfScript();
        routes.MapPost(TalkUrls.SignInPage + "/passkey/options", async (ComingIn coming) => Json(await coming.PasskeyOptionsAsync())).Needs(Act.ComeIn).OfScript();
        routes.MapPost(TalkUrls.SignInPage + "/passkey", ByPasskeyAsync).Needs(Act.ComeIn).OfScript();
    }

    private static string Id(HttpContext http) => Person.Of(http.User)!.Id;

    private static async Task<IResult> SignOutAsync(HttpContext http, ComingIn coming)
    {
        await coming.GoOutAsync(Person.Of(http.User)!.Name);
        return Results.LocalRedirect(TalkUrls.SignInPage);
    }

    private static async Task<IResult> PasswordAsync(HttpContext http, OwnAccount own, [FromForm] string? current, [FromForm] string? chosen) =>
        Back("password", await own.ChangePasswordAsync(Id(http), current ?? "", chosen ?? ""));

    private static async Task<IResult> KeyAsync(HttpContext http, OwnAccount own, ShownOnce shown)
    {
        if (await own.AuthenticatorKeyAsync(Id(http)) is { } key) shown.Put("key/" + Id(http), [key]);
        return Results.LocalRedirect(TalkUrls.AccountSaid("key"));
    }

    private static async Task<IResult> TwoFactorOnAsync(HttpContext http, OwnAccount own, ShownOnce shown, [FromForm] string? code)
    {
        var outcome = await own.TwoFactorOnAsync(Id(http), code ?? "");
        // A code that did not fit is tried again with the same key.
        if (outcome == AccountOutcome.PasswordWrong && await own.AuthenticatorKeyAsync(Id(http)) is { } key) shown.Put("key/" + Id(http), [key]);
        return Back("on", outcome);
    }

    private static async Task<IResult> TwoFactorOffAsync(HttpContext http, OwnAccount own, [FromForm] string? current) => Back("off", await own.TwoFactorOffAsync(Id(http), current ?? ""));

    private static async Task<IResult> RemovePasskeyAsync(HttpContext http, OwnAccount own, [FromForm] string? credential) =>
        Back("passkey-removed", Bytes(credential) is { } id ? await own.RemovePasskeyAsync(Id(http), id) : AccountOutcome.Unknown);

    private static async Task<IResult> AddPasskeyAsync(HttpContext http, OwnAccount own, PasskeyMade made)
    {
        var name = made.Name?.Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, LongestName)] : "Passkey";
        return await own.AddPasskeyAsync(Id(http), made.Password ?? "", made.Credential, name) == AccountOutcome.Done ? Results.NoContent() : Results.BadRequest();
    }

    private static async Task<IResult> ByPasskeyAsync(ComingIn coming, PasskeyMade made) => await coming.ByPasskeyAsync(made.Credential) == ComingInOutcome.In ? Results.NoContent() : Results.BadRequest();

    private static IResult Json(string? json) => json is null ? Results.NotFound() : Results.Text(json, "application/json");

    private static IResult Back(string what, AccountOutcome outcome) => Results.LocalRedirect(TalkUrls.AccountSaid(outcome == AccountOutcome.Done ? what : $"{what}-{(outcome == AccountOutcome.PasswordWeak ? "weak" : "wrong")}"));

    private static byte[]? Bytes(string? text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text ?? "");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // A token may no more than its role, but a passkey or a password may all that the account may: these are for people.
    private static RouteHandlerBuilder OfPeople(this RouteHandlerBuilder builder) => builder.ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        TokenScheme.IsBrought(context.HttpContext.Request) ? Results.StatusCode(StatusCodes.Status403Forbidden) : await next(context));

    // A form of this site carries its mark; what comes without it comes from somewhere else.
    private static void Guarded(this RouteHandlerBuilder builder) => builder.OfPeople().WithMetadata(new RequireAntiforgeryTokenAttribute(true)).AddEndpointFilter(async (context, next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? await next(context) : Results.BadRequest());

    // JSON of a script: no form of another site can send it, and a script of another site is not asked in.
    private static void OfScript(this RouteHandlerBuilder builder) => builder.OfPeople().DisableAntiforgery().AddEndpointFilter(async (context, next) =>
        context.HttpContext.Request.HasJsonContentType() ? await next(context) : Results.StatusCode(StatusCodes.Status415UnsupportedMediaType));

    /// <summary>What the browser made of the options.</summary>
    internal sealed record PasskeyMade(string Credential, string? Name, string? Password);

    /// <summary>Whoever wants a passkey knows the password too.</summary>
    internal sealed record PasskeyAsked(string? Password);
}
