using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Lists, finds, shows, releases and drops plans.</summary>
internal static class PlanWork
{
    private const int Listed = 50;

    public static async Task<VerbAnswer> ListAsync(IServiceProvider services, string dataflowId, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var plans = await db.Plans.AsNoTracking().Where(plan => dataflowId == "" || plan.DataflowId == dataflowId).OrderByDescending(plan => plan.MadeAt).Take(Listed).ToListAsync(cancellationToken);
        var text = plans.Count == 0 ? "There are no plans." : string.Join(Environment.NewLine, plans.Select(PlanLines.Line));
        return new(ExitCode.Done, text, VerbJson.Of(new { Plans = plans.Select(plan => PlanLines.Json(plan, withItems: false)) }));
    }

    public static Task<VerbAnswer> FindAsync(IServiceProvider services, PlanRequest request, CancellationToken cancellationToken) => WithAsync(services, request, plan =>
        Task.FromResult(new VerbAnswer(ExitCode.Done, Json: VerbJson.Of(new NamedPlan(plan.Id, plan.DataflowId, plan.Body.Undoes is not null)))), cancellationToken);

    public static Task<VerbAnswer> ShowAsync(IServiceProvider services, PlanRequest request, CancellationToken cancellationToken) => WithAsync(services, request, plan =>
        Task.FromResult(new VerbAnswer(ExitCode.Done, PlanLines.Text(plan), PlanLines.Json(plan, withItems: true))), cancellationToken);

    public static Task<VerbAnswer> ReleaseAsync(IServiceProvider services, PlanRequest request, CancellationToken cancellationToken) => WithAsync(services, request, async plan =>
        await services.GetRequiredService<PlanVerbs>().ReleaseAsync(plan.Id, request.Who, cancellationToken)
            ? new(ExitCode.Done, $"Released. Run it: plan run {plan.Id}", await JsonAsync(services, plan.Id, cancellationToken))
            : new(ExitCode.Failed, Error: $"The plan is {PlanLines.Words(plan)}; only one that is held back can be released. Nothing was changed."), cancellationToken);

    public static Task<VerbAnswer> DropAsync(IServiceProvider services, PlanRequest request, CancellationToken cancellationToken) => WithAsync(services, request, async plan =>
        await services.GetRequiredService<PlanVerbs>().DropAsync(plan.Id, request.Who, cancellationToken)
            ? new(ExitCode.Done, "Dropped. The next run plans anew.", await JsonAsync(services, plan.Id, cancellationToken))
            : new(ExitCode.Failed, Error: $"The plan is {PlanLines.Words(plan)} already. Nothing was changed."), cancellationToken);

    /// <summary>The plan that a run left, with what can be done with it; nothing to say where it left none, or carried it out.</summary>
    public static async Task<VerbAnswer> OfRunAsync(IServiceProvider services, Guid runId, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<PlanStore>().OfRunAsync(runId, cancellationToken) is not { } plan) return new(ExitCode.Done);
        return new(ExitCode.Done, PlanLines.Text(plan), PlanLines.Json(plan, withItems: true));
    }

    private static async Task<System.Text.Json.JsonElement> JsonAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken) =>
        PlanLines.Json((await services.GetRequiredService<PlanStore>().FindAsync(id, cancellationToken))!, withItems: false);

    private static async Task<VerbAnswer> WithAsync(IServiceProvider services, PlanRequest request, Func<StoredPlan, Task<VerbAnswer>> act, CancellationToken cancellationToken)
    {
        var said = request.Which.Replace("-", "", StringComparison.Ordinal);
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var ids = await db.Plans.OrderByDescending(plan => plan.MadeAt).Select(plan => plan.Id).ToListAsync(cancellationToken);
        var found = ids.Where(id => id.ToString("N").StartsWith(said, StringComparison.OrdinalIgnoreCase)).ToList();
        if (said.Length == 0 || found.Count == 0) return VerbAnswer.BadInput($"There is no plan {request.Which}. Nothing was done.");
        if (found.Count > 1) return VerbAnswer.BadInput($"{request.Which} begins the ids of {found.Count} plans; give more of it. Nothing was done.");
        return await act(await db.Plans.AsNoTracking().SingleAsync(plan => plan.Id == found[0], cancellationToken));
    }
}
