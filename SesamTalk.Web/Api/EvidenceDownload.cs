using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>
/// A piece of evidence as its tester brought it. A browser saves it and never opens it, and only what is made of dots alone is
/// called a picture: a page or a drawing with a script in it comes as bytes. What it shows may be about a person.
/// </summary>
internal static class EvidenceDownload
{
    public static void MapEvidenceDownload(this IEndpointRouteBuilder routes) =>
        routes.MapGet(TalkUrls.EvidenceRoute, GiveAsync).Needs(Act.SeePersonal).WithMetadata(new BroughtFile()).ExcludeFromDescription();

    public static async Task<IResult> GiveAsync(Guid id, Guid piece, RoundStore rounds, HttpContext http, CancellationToken ct)
    {
        if (await rounds.PieceAsync(id, piece, ct) is not { } found) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(found.Content, EvidenceRules.IsPicture(found.MediaType) ? found.MediaType : "application/octet-stream", found.Name);
    }
}
