using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Api.V1;

/// <summary>Runs: starting, watching, stopping and undoing them, and what they wrote.</summary>
internal static class RunsApi
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dataflows/{id}/runs", StartAsync).Needs(Act.Run).WithSummary("Asks for a run; one that is asked for already is joined. 202 with its address.");
        routes.MapGet("/runs", ListAsync).Needs(Act.Look).WithSummary("Runs, newest first.");
        routes.MapGet("/runs/{id:guid}", ShowAsync).Needs(Act.Look).WithSummary("One run; also while it waits for its turn.");
        routes.MapGet("/runs/{id:guid}/writes", WritesAsync).Needs(Act.Look).WithSummary("What a run wrote, oldest first.");
        routes.MapGet("/runs/{id:guid}/events", RunWatch.WatchAsync).Needs(Act.Look).WithSummary("A run's progress as server-sent events, to its end.").Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        routes.MapPost("/runs/{id:guid}/cancel", CancelAsync).Needs(Act.Run).WithSummary("Stops a run after the write that is under way.");
        routes.MapPost("/runs/{id:guid}/undo", UndoAsync).Needs(Act.Undo).WithSummary("Puts back what a run wrote, where it still stands. 202 with the address of the run that does it.");
    }

    /// <summary>202 with where the run can be looked at.</summary>
    internal static Accepted<RunAsked> Asked(Guid run) => TypedResults.Accepted($"{TalkUrls.Api}/v1/runs/{run}", new RunAsked(run));

    private static async Task<Results<Accepted<RunAsked>, ProblemHttpResult>> StartAsync(string id, RunAsks? asks, DataflowStore dataflows, SyncMemory memory, RunQueue queue, Caller caller, CancellationToken ct)
    {
        asks ??= new RunAsks();
        if (await dataflows.FindAsync(id, ct) is not { } flow) return Problems.NotFound("dataflow", id);
        if (asks.Kind == RunKind.Undo) return Problems.BadInput("run.kind", "A run is undone at its own address. Nothing was done.");
        if (flow.PausedBecause is { } why) return Problems.Conflict("dataflow.paused", $"{flow.Title} is paused ({why}). Nothing was done.");
        if (asks.Links is { Count: > 0 } links && (await memory.LinksByIdAsync(links, ct)).Count(link => link.DataflowId == id) != links.Distinct().Count())
            return Problems.BadInput("link.unknown", "Some of the links are not of this dataflow. Nothing was done.");
        var only = asks.Links is { Count: > 0 } || asks.Records is { Count: > 0 };
        var request = new SyncRequest(id, asks.Kind, RunTrigger.Api, caller.Name)
        {
            Only = only ? [.. (asks.Links ?? []).Distinct()] : null, Records = [.. (asks.Records ?? []).Select(one => new OnlyRecord(one.Side, one.Entity, new RecordId(one.Id)))],
        };
        return Asked(await queue.EnqueueAsync(request, ct));
    }

    private static async Task<Results<Ok<Page<RunShown>>, ProblemHttpResult>> ListAsync(string? dataflow, string? outcome, string? kind, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = db.Runs.AsNoTracking();
        if (!string.IsNullOrEmpty(dataflow)) runs = runs.Where(run => run.DataflowId == dataflow);
        if (Words.Read<RunOutcome>(outcome, "outcome", out var wanted) is { } wrongOutcome) return wrongOutcome;
        if (Words.Read<RunKind>(kind, "kind", out var wantedKind) is { } wrongKind) return wrongKind;
        if (wanted is { } asked) runs = runs.Where(run => run.Outcome == asked);
        if (wantedKind is { } askedKind) runs = runs.Where(run => run.Kind == askedKind);
        return TypedResults.Ok(await paging.OfAsync(runs, run => run.Id, newestFirst: true, run => RunShown.Of(run, caller), ct));
    }

    private static async Task<Results<Ok<RunShown>, ProblemHttpResult>> ShowAsync(Guid id, IDbContextFactory<TalkDb> databases, RunQueue queue, Caller caller, CancellationToken ct) =>
        await FindAsync(id, databases, queue, ct) is { } run ? TypedResults.Ok(RunShown.Of(run, caller)) : Problems.NotFound("run", id.ToString());

    /// <summary>A run as it stands: stored, or still waiting for its turn.</summary>
    internal static async Task<Run?> FindAsync(Guid id, IDbContextFactory<TalkDb> databases, RunQueue queue, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, ct) ?? await queue.AskedAsync(id, ct);
    }

    private static async Task<Results<Ok<Page<WriteShown>>, ProblemHttpResult>> WritesAsync(Guid id, Paging paging, IDbContextFactory<TalkDb> databases, RunQueue queue, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        if (await FindAsync(id, databases, queue, ct) is null) return Problems.NotFound("run", id.ToString());
        await using var db = await databases.CreateDbContextAsync(ct);
        return TypedResults.Ok(await paging.OfAsync(db.Writes.AsNoTracking().Where(write => write.RunId == id), write => write.Id, newestFirst: false, write => WriteShown.Of(write, caller), ct));
    }

    private static async Task<Results<Accepted<RunAsked>, ProblemHttpResult>> CancelAsync(Guid id, IDbContextFactory<TalkDb> databases, RunQueue queue, Caller caller, CancellationToken ct)
    {
        if (await queue.CancelAsync(id, caller.Name, ct)) return Asked(id);
        return await FindAsync(id, databases, queue, ct) is null ? Problems.NotFound("run", id.ToString()) : Problems.Conflict("run.over", "The run is over already. Nothing was done.");
    }

    private static async Task<Results<Accepted<RunAsked>, ProblemHttpResult>> UndoAsync(Guid id, UndoAsks? asks, IDbContextFactory<TalkDb> databases, RunQueue queue, Caller caller, CancellationToken ct)
    {
        if (await FindAsync(id, databases, queue, ct) is not { } run) return Problems.NotFound("run", id.ToString());
        if (run.Outcome == RunOutcome.Running) return Problems.Conflict("run.under-way", "The run is not over. Nothing was done.");
        if (asks is { Property: not null, Link: null }) return Problems.BadInput("undo.property", "One property is undone of one link. Nothing was done.");
        return Asked(await queue.EnqueueAsync(new SyncRequest(run.DataflowId, RunKind.Undo, RunTrigger.Api, caller.Name) { Undo = new UndoScope(id, asks?.Link, asks?.Property) }, ct));
    }
}

/// <summary>What is asked of a run: the whole dataflow, or only some links, or some records by their own ids.</summary>
internal sealed record RunAsks(RunKind Kind = RunKind.Changes, IReadOnlyList<Guid>? Links = null, IReadOnlyList<RecordAsks>? Records = null);

/// <summary>One record of a side.</summary>
internal sealed record RecordAsks(Side Side, string Entity, string Id);

/// <summary>What of a run is put back: all of it, one link's part, or one property of that.</summary>
internal sealed record UndoAsks(Guid? Link = null, string? Property = null);

/// <summary>A run that was asked for.</summary>
internal sealed record RunAsked(Guid Run);

/// <summary>A run as the API shows it.</summary>
internal sealed record RunShown(Guid Id, string Dataflow, int Version, RunKind Kind, RunTrigger Trigger, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, RunOutcome Outcome, string Reason, string ReasonCode, RunCounts Counts)
{
    public static RunShown Of(Run run, Caller caller) => new(run.Id, run.DataflowId, run.DefinitionVersion, run.Kind, run.Trigger, run.StartedBy, run.StartedAt, run.EndedAt, run.Outcome, caller.Said(run.Reason), run.Reason.Code, run.Counts);
}

/// <summary>A write as the API shows it; values as text.</summary>
internal sealed record WriteShown(Guid Id, string Pair, Guid Link, Side Side, WriteAct Act, string? Target, string Label, WriteState State, string Message, string Because, DateTimeOffset IntendedAt, DateTimeOffset? AnsweredAt, IReadOnlyDictionary<string, string?> Before, IReadOnlyDictionary<string, string?> Sent)
{
    public static WriteShown Of(WriteEntry write, Caller caller) => new(
        write.Id, write.PairId, write.LinkId, write.Side, write.Act, write.Target?.Text, caller.Sees.Label(write.Label), write.State, caller.Sees.Said(write, System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), caller.Said(write.Because, write.Label),
        write.IntendedAt, write.AnsweredAt, Words.Of(write.Before, caller.Sees), Words.Of(write.Sent, caller.Sees));
}
