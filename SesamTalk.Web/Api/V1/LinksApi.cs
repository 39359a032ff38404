using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>Links: finding them, their history, and what a person may ask of one.</summary>
internal static class LinksApi
{
    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/links", ListAsync).Needs(Act.Look).WithSummary("Links, oldest first; q finds them by name, id, mail address, telephone or organisation number; whoever is not shown names finds by what they know in whole.");
        routes.MapGet("/links/{id:guid}", ShowAsync).Needs(Act.Look).WithSummary("One link with all that happened to it.");
        routes.MapPost("/links/{id:guid}/pause", PauseAsync).Needs(Act.ChangeLinks).WithSummary("Nothing is written for the link until it is resumed.");
        routes.MapPost("/links/{id:guid}/resume", ResumeAsync).Needs(Act.ChangeLinks).WithSummary("The next run looks at a paused link again.");
        routes.MapPost("/links/{id:guid}/retry", RetryAsync).Needs(Act.ChangeLinks).WithSummary("The next run tries a refused write again without waiting.");
        routes.MapPost("/links/{id:guid}/unlink", UnlinkAsync).Needs(Act.ChangeLinks).WithSummary("Takes two records apart for good; the next run carries it out.");
    }

    private static async Task<Results<Ok<Page<LinkShown>>, ProblemHttpResult>> ListAsync(string? q, string? dataflow, string? pair, string? state, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        if (Words.Read<Population>(state, "state", out var wanted) is { } unknown) return unknown;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (links, _) = await new LinkFilter(q, dataflow, pair, wanted?.ToString()) { IsExact = caller.Sees.IsHidden }.FittingAsync(db, clock.GetUtcNow(), ct);
        return TypedResults.Ok(await paging.OfAsync(links, link => link.Id, newestFirst: false, link => LinkShown.Of(link, caller), ct));
    }

    private static async Task<Results<Ok<LinkInFull>, ProblemHttpResult>> ShowAsync(Guid id, SyncMemory memory, LinkHistory history, Caller caller, CancellationToken ct)
    {
        if (await memory.LinksByIdAsync([id], ct) is not [var link, ..]) return Problems.NotFound("link", id.ToString());
        return TypedResults.Ok(new LinkInFull(LinkShown.Of(link, caller), [.. (await history.OfAsync(id, ct)).Select(entry => HappenedShown.Of(entry, link, caller))]));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> PauseAsync(Guid id, PauseAsked asked, SyncMemory memory, RecordVerbs verbs, Caller caller, CancellationToken ct) =>
        MoveAsync(id, memory, () => verbs.PauseAsync(id, asked.Because ?? "", caller.Name, ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(Guid id, SyncMemory memory, RecordVerbs verbs, Caller caller, CancellationToken ct) =>
        MoveAsync(id, memory, () => verbs.ResumeAsync(id, caller.Name, ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> RetryAsync(Guid id, SyncMemory memory, RecordVerbs verbs, Caller caller, CancellationToken ct) =>
        MoveAsync(id, memory, () => verbs.TryAgainAsync(id, caller.Name, ct), ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> MoveAsync(Guid id, SyncMemory memory, Func<Task<bool>> move, CancellationToken ct)
    {
        if (await memory.LinksByIdAsync([id], ct) is not [var link, ..]) return Problems.NotFound("link", id.ToString());
        return await move() ? TypedResults.NoContent() : Problems.Conflict("link.state", $"There is nothing of that to do: the link is {link.State}. Nothing was changed.");
    }

    private static async Task<Results<Ok<DecisionShown>, ProblemHttpResult>> UnlinkAsync(Guid id, DecisionVerbs verbs, Caller caller, CancellationToken ct) =>
        DecisionShown.Of(await verbs.UnlinkAsync(id, caller.Name, ct), caller);
}

/// <summary>A link as the API shows it.</summary>
internal sealed record LinkShown(Guid Id, string Dataflow, string Pair, string A, string LabelA, string B, string LabelB, LinkOrigin Origin, string Because, Population State, string Reason, bool AsksPerson, DateTimeOffset LinkedAt, DateTimeOffset ChangedAt, DateTimeOffset? NextTryAt)
{
    public static LinkShown Of(Link link, Caller caller) => new(
        link.Id, link.DataflowId, link.PairId, link.A.Text, caller.Sees.Label(link.LabelA), link.B.Text, caller.Sees.Label(link.LabelB), link.Origin, caller.Said(link.Because, link.LabelA, link.LabelB), link.State,
        caller.Said(link.Reason, link.LabelA, link.LabelB), link.AsksPerson, link.LinkedAt, link.ChangedAt, link.NextTryAt);
}

/// <summary>A link with its history, oldest first.</summary>
internal sealed record LinkInFull(LinkShown Link, IReadOnlyList<HappenedShown> History);

/// <summary>One thing that happened to a link; values as text.</summary>
internal sealed record HappenedShown(DateTimeOffset At, Guid Run, string Because, IReadOnlyDictionary<string, string?> SeenA, IReadOnlyDictionary<string, string?> SeenB, IReadOnlyDictionary<string, string?> WrittenA, IReadOnlyDictionary<string, string?> WrittenB)
{
    public static HappenedShown Of(HistoryEntry entry, Link link, Caller caller) => new(
        entry.At, entry.RunId, caller.Said(entry.Because, link.LabelA, link.LabelB), Words.Of(entry.SeenA, caller.Sees), Words.Of(entry.SeenB, caller.Sees), Words.Of(entry.WrittenA, caller.Sees), Words.Of(entry.WrittenB, caller.Sees));
}
