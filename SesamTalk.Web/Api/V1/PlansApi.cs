using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Api.V1;

/// <summary>Plans: of dry runs, and of runs that a brake held back; to read, release, drop, and carry out exactly.</summary>
internal static class PlansApi
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans", ListAsync).Needs(Act.Look).WithSummary("Plans, newest first, without their items.");
        routes.MapGet("/plans/{id:guid}", ShowAsync).Needs(Act.Look).WithSummary("One plan with everything that it would do.");
        routes.MapGet("/runs/{id:guid}/plan", OfRunAsync).Needs(Act.Look).WithSummary("The plan that a run left.");
        routes.MapPost("/plans/{id:guid}/release", ReleaseAsync).Needs(Act.ReleasePlans).WithSummary("Lets a plan go that a brake held back.");
        routes.MapPost("/plans/{id:guid}/drop", DropAsync).Needs(Act.ReleasePlans).WithSummary("Drops a plan that is not carried out.");
        routes.MapPost("/plans/{id:guid}/run", RunAsync).Needs(Act.Run).WithSummary("Carries out exactly this plan. 202 with the address of the run that does it.");
    }

    private static async Task<Results<Ok<Page<PlanShown>>, ProblemHttpResult>> ListAsync(string? dataflow, Paging paging, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(ct);
        var plans = db.Plans.AsNoTracking();
        if (!string.IsNullOrEmpty(dataflow)) plans = plans.Where(plan => plan.DataflowId == dataflow);
        return TypedResults.Ok(await paging.OfAsync(plans, plan => plan.Id, newestFirst: true, plan => PlanShown.Of(plan, caller, withItems: false), ct));
    }

    private static async Task<Results<Ok<PlanShown>, ProblemHttpResult>> ShowAsync(Guid id, PlanStore plans, Caller caller, CancellationToken ct) =>
        await plans.FindAsync(id, ct) is { } plan ? TypedResults.Ok(PlanShown.Of(plan, caller, withItems: true)) : Problems.NotFound("plan", id.ToString());

    private static async Task<Results<Ok<PlanShown>, ProblemHttpResult>> OfRunAsync(Guid id, PlanStore plans, Caller caller, CancellationToken ct) =>
        await plans.OfRunAsync(id, ct) is { } plan ? TypedResults.Ok(PlanShown.Of(plan, caller, withItems: true)) : Problems.Of(StatusCodes.Status404NotFound, "plan.unknown", "The run left no plan, or there is no such run.");

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(Guid id, PlanStore plans, PlanVerbs verbs, Caller caller, CancellationToken ct)
    {
        if (await plans.FindAsync(id, ct) is null) return Problems.NotFound("plan", id.ToString());
        return await verbs.ReleaseAsync(id, caller.Name, ct) ? TypedResults.NoContent() : Problems.Conflict("plan.not-held", "The plan is not held back. Nothing was changed.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(Guid id, PlanStore plans, PlanVerbs verbs, Caller caller, CancellationToken ct)
    {
        if (await plans.FindAsync(id, ct) is null) return Problems.NotFound("plan", id.ToString());
        return await verbs.DropAsync(id, caller.Name, ct) ? TypedResults.NoContent() : Problems.Conflict("plan.over", "The plan is carried out or dropped already. Nothing was changed.");
    }

    private static async Task<Results<Accepted<RunAsked>, ProblemHttpResult>> RunAsync(Guid id, PlanStore plans, RunQueue queue, Caller caller, CancellationToken ct)
    {
        if (await plans.FindAsync(id, ct) is not { } plan) return Problems.NotFound("plan", id.ToString());
        if (plan.State is not (PlanState.Made or PlanState.Released)) return Problems.Conflict("plan.state", $"The plan is {plan.State}; only one that is made or released can be run. Nothing was done.");
        var kind = plan.Body.Undoes is null ? RunKind.Changes : RunKind.Undo;
        return RunsApi.Asked(await queue.EnqueueAsync(new SyncRequest(plan.DataflowId, kind, RunTrigger.Api, caller.Name) { PlanId = id }, ct));
    }
}

/// <summary>A plan as the API shows it.</summary>
internal sealed record PlanShown(Guid Id, string Dataflow, Guid Run, int Version, DateTimeOffset MadeAt, PlanState State, string Reason, string? DecidedBy, DateTimeOffset? DecidedAt, PlanForecast Forecast, UndoScope? Undoes, IReadOnlyList<PlanItemShown>? Items)
{
    public static PlanShown Of(StoredPlan plan, Caller caller, bool withItems) => new(
        plan.Id, plan.DataflowId, plan.RunId, plan.DefinitionVersion, plan.MadeAt, plan.State, caller.Said(plan.Reason), plan.DecidedBy, plan.DecidedAt, plan.Body.Forecast, plan.Body.Undoes,
        withItems ? [.. plan.Body.Items.Select(item => PlanItemShown.Of(item, caller))] : null);
}

/// <summary>One item of a plan.</summary>
internal sealed record PlanItemShown(string Pair, string Label, Guid? Link, bool Links, IReadOnlyList<PlanWriteShown> Writes, IReadOnlyList<string> Says, string? Skipped)
{
    public static PlanItemShown Of(StoredPlanItem item, Caller caller) => new(
        item.PairId, caller.Sees.Label(item.Label), item.LinkId, item.Links, [.. item.Writes.Select(write => PlanWriteShown.Of(write, caller))], [.. item.Says.Select(says => caller.Said(says, item.Label))], item.Skipped is { } why ? caller.Said(why, item.Label) : null);
}

/// <summary>One write of a plan.</summary>
internal sealed record PlanWriteShown(Side Side, WriteAct Act, string? Target, string Label, string Because, IReadOnlyList<StoredPlanValue> Values)
{
    public static PlanWriteShown Of(StoredPlanWrite write, Caller caller) => new(
        write.Side, write.Act, write.Target, caller.Sees.Label(write.Label), caller.Said(write.Because, write.Label), [.. write.Values.Select(value => new StoredPlanValue(value.Path, caller.Sees.Value(value.Path, value.Before), caller.Sees.Value(value.Path, value.After)))]);
}
