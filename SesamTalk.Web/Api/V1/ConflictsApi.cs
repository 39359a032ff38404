using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>Conflicts and deletes that wait for a person: looking at them and deciding. The next run of the dataflow carries a decision out.</summary>
internal static class ConflictsApi
{
    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/conflicts", ListAsync).Needs(Act.Look).WithSummary("Conflicts, oldest first; those that are open, unless status says settled or all.");
        routes.MapGet("/conflicts/{id:guid}", ShowAsync).Needs(Act.Look).WithSummary("One conflict, open or settled.");
        routes.MapPost("/conflicts/{id:guid}/decision", DecideAsync).Needs(Act.SettleConflicts).WithSummary("Decides an open conflict.");
        routes.MapGet("/deletes", DeletesAsync).Needs(Act.Look).WithSummary("Deletes that wait for approval.");
        routes.MapPost("/deletes/{link:guid}/approve", ApproveAsync).Needs(Act.DecideDeletes).WithSummary("Lets a delete go; a second person's approval is added to the first one's.");
        routes.MapPost("/deletes/{link:guid}/reject", RejectAsync).Needs(Act.DecideDeletes).WithSummary("Keeps the record that is left: apart, or made anew in the other system.");
    }

    private static async Task<Results<Ok<Page<ConflictShown>>, ProblemHttpResult>> ListAsync(string? dataflow, string? pair, string? kind, string? status, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        if (Words.Read<ConflictKind>(kind, "kind", out var wanted) is { } unknown) return unknown;
        if (Words.Read<ConflictStatus>(status, "status", out var asked) is { } unknownStatus) return unknownStatus;
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = db.Conflicts.AsNoTracking();
        all = (asked ?? ConflictStatus.Open) switch
        {
            ConflictStatus.Open => all.Where(conflict => conflict.SettledAt == null),
            ConflictStatus.Settled => all.Where(conflict => conflict.SettledAt != null),
            ConflictStatus.All => all,
        };
        if (!string.IsNullOrEmpty(dataflow)) all = all.Where(conflict => conflict.DataflowId == dataflow);
        if (!string.IsNullOrEmpty(pair)) all = all.Where(conflict => conflict.PairId == pair);
        if (wanted is { } one) all = all.Where(conflict => conflict.Kind == one);
        return TypedResults.Ok(await paging.OfAsync(all, conflict => conflict.Id, newestFirst: false, conflict => ConflictShown.Of(conflict, caller), ct));
    }

    private static async Task<Results<Ok<ConflictShown>, ProblemHttpResult>> ShowAsync(Guid id, DecisionStore store, Caller caller, CancellationToken ct) =>
        await store.ConflictAsync(id, ct) is { } conflict ? TypedResults.Ok(ConflictShown.Of(conflict, caller)) : Problems.NotFound("conflict", id.ToString());

    private static async Task<Results<Ok<DecisionShown>, ProblemHttpResult>> DecideAsync(Guid id, DecisionAsks asks, DecisionStore store, DecisionVerbs verbs, OwnValues own, Caller caller, CancellationToken ct)
    {
        if (await store.ConflictAsync(id, ct) is not { } conflict) return Problems.NotFound("conflict", id.ToString());
        // Whoever saw other values than those that stand now has to look again.
        if (asks.Seen is { } seen) conflict = conflict with { A = seen.A, B = seen.B };
        if (asks is { Choice: DecisionChoice.LinkTogether, With: { } partner }) return DecisionShown.Of(await verbs.ChooseAsync(conflict, new RecordId(partner), caller.Name, ct), caller);
        var values = await own.ReadAsync(conflict, asks.A, asks.B, ct);
        return values.Why is { } why ? Problems.BadInput("value.wrong", $"{caller.Said(why)} Nothing was changed.") : DecisionShown.Of(await verbs.SettleAsync(conflict, asks.Choice, caller.Name, values.A, values.B, ct), caller);
    }

    private static async Task<Results<Ok<Page<LinkShown>>, ProblemHttpResult>> DeletesAsync(string? dataflow, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = db.Links.AsNoTracking().Where(link => link.State == Population.Deleted && link.State != Population.InSync && link.AsksPerson);
        if (!string.IsNullOrEmpty(dataflow)) waiting = waiting.Where(link => link.DataflowId == dataflow);
        return TypedResults.Ok(await paging.OfAsync(waiting, link => link.Id, newestFirst: false, link => LinkShown.Of(link, caller), ct));
    }

    private static async Task<Results<Ok<DecisionShown>, ProblemHttpResult>> ApproveAsync(Guid link, DecisionVerbs verbs, Caller caller, CancellationToken ct) =>
        DecisionShown.Of(await verbs.ApproveDeleteAsync(link, caller.Name, ct), caller);

    private static async Task<Results<Ok<DecisionShown>, ProblemHttpResult>> RejectAsync(Guid link, RejectAsks? asks, DecisionVerbs verbs, Caller caller, CancellationToken ct) =>
        DecisionShown.Of(await verbs.KeepInsteadAsync(link, asks?.Anew == true, caller.Name, ct), caller);
}

/// <summary>Which conflicts are listed.</summary>
internal enum ConflictStatus { Open, Settled, All }

/// <summary>A decision: whose value counts, values of one's own, or which record is the one. With <paramref name="Seen"/>, only while the values are still those.</summary>
internal sealed record DecisionAsks(DecisionChoice Choice, string? A = null, string? B = null, string? With = null, SeenAsks? Seen = null);

/// <summary>The values that whoever decides has looked at.</summary>
internal sealed record SeenAsks(string? A, string? B);

/// <summary>How the record that is left is kept.</summary>
internal sealed record RejectAsks(bool Anew = false);

/// <summary>What became of a decision.</summary>
internal sealed record DecisionShown(DecisionOutcome Outcome, string Because)
{
    public static Results<Ok<DecisionShown>, ProblemHttpResult> Of(DecisionAnswer answer, Caller caller)
    {
        var said = caller.Said(answer.Because);
        return answer.Outcome switch
        {
            DecisionOutcome.Stored => TypedResults.Ok(new DecisionShown(answer.Outcome, said)),
            DecisionOutcome.AlreadyDecided => Problems.Conflict("decision.already", said),
            DecisionOutcome.NotOpen => Problems.Conflict("decision.not-open", said),
            DecisionOutcome.Moved => Problems.Conflict("decision.moved", said),
            DecisionOutcome.DoesNotFit => Problems.BadInput("decision.does-not-fit", said),
        };
    }
}

/// <summary>A conflict as the API shows it.</summary>
internal sealed record ConflictShown(
    Guid Id, string Dataflow, string Pair, Guid? Link, string Subject, ConflictKind Kind, string? Base, string? A, string? B, IReadOnlyList<CandidateShown> Candidates, string Sentence, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, DateTimeOffset? SettledAt, string? Settlement)
{
    public static ConflictShown Of(OpenConflict conflict, Caller caller)
    {
        string? Value(string? text) => caller.Sees.Value(conflict.LinkId is null ? "name" : conflict.Subject, text);
        return new(
            conflict.Id, conflict.DataflowId, conflict.PairId, conflict.LinkId, conflict.Subject, conflict.Kind, Value(conflict.Base), Value(conflict.A), Value(conflict.B), [.. conflict.Candidates().Select(one => new CandidateShown(one.Id.Text, caller.Sees.Label(one.Label)))],
            caller.Said(conflict.Sentence, conflict.Base, conflict.A, conflict.B), conflict.OpenedAt, conflict.ChangedAt, conflict.SettledAt, conflict.Settlement is { } settled ? caller.Said(settled, conflict.A, conflict.B) : null);
    }
}

/// <summary>One of several records that fit.</summary>
internal sealed record CandidateShown(string Id, string Label);
