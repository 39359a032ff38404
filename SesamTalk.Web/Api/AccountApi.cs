using Microsoft.AspNetCore.Antiforgery;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Api;

/// <summary>What a person does with their own session, where a cookie is to be set: that needs an answer of the server, not a line to a page.</summary>
internal static class AccountApi
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(TalkUrls.SignOut, SignOutAsync).Needs(Act.KeepOwnAccount).Guarded();
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, ComingIn coming)
    {
        await coming.GoOutAsync(Person.Of(http.User)!.Name);
        return Results.LocalRedirect(TalkUrls.SignInPage);
    }

    // A form of this site carries its mark; what comes without it comes from somewhere else.
    private static void Guarded(this RouteHandlerBuilder builder) => builder.ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute(true)).AddEndpointFilter(async (context, next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? await next(context) : Results.BadRequest());
}
