using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>One person's data: finding it, giving it out, erasing it. A person is found by a link of theirs.</summary>
internal static class PersonsApi
{
    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/persons", FindAsync).Needs(Act.KeepPersons).WithSummary("Links by name, id, mail address, telephone or organisation number.");
        routes.MapGet("/persons/{link:guid}/data", ExportAsync).Needs(Act.KeepPersons).WithSummary("All that is kept of the records of a link.");
        routes.MapPost("/persons/{link:guid}/erase", EraseAsync).Needs(Act.KeepPersons).WithSummary("Erases it, and keeps runs from taking it up again. The systems themselves are not touched.");
    }

    private static async Task<Results<Ok<Page<LinkShown>>, ProblemHttpResult>> FindAsync(string? q, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        if (string.IsNullOrWhiteSpace(q)) return Problems.BadInput("q.missing", "Say in q whom to look for.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var (links, _) = await new LinkFilter(q).FittingAsync(db, clock.GetUtcNow(), ct);
        return TypedResults.Ok(await paging.OfAsync(links, link => link.Id, newestFirst: false, link => LinkShown.Of(link, caller), ct));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ExportAsync(Guid link, PersonVerbs verbs, Caller caller, CancellationToken ct) =>
        await verbs.ExportAsync(link, caller.Name, ct) is { } given ? TypedResults.Text(given.ToJsonString(), "application/json") : Problems.NotFound("link", link.ToString());

    private static async Task<Results<Ok<Erased>, ProblemHttpResult>> EraseAsync(Guid link, PersonVerbs verbs, Caller caller, CancellationToken ct) =>
        await verbs.EraseAsync(link, caller.Name, ct) is { } erased ? TypedResults.Ok(erased) : Problems.NotFound("link", link.ToString());
}
