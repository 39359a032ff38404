using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Keeps plans, and takes up one that is to be carried out exactly.</summary>
internal sealed class PlanKeeping(PlanStore plans, Identifiers ids)
{
    /// <summary>Stores what a run planned.</summary>
    public Task KeepAsync(OpenRun run, SyncPlan plan, PlanState state, string reason, UndoScope? undoes, IEnumerable<StoredPlanItem> left, CancellationToken cancellation) => plans.SaveAsync(
        new StoredPlan
        {
            Id = ids.New(), DataflowId = run.Dataflow.Id, RunId = run.Run.Id, DefinitionVersion = run.Run.DefinitionVersion, MadeAt = run.Now, State = state,
            Reason = reason, Body = PlanText.Body(plan, undoes, left),
        }, cancellation);

    /// <summary>The plan that a request names; null where it names none. Ends the run where it can no longer be carried out.</summary>
    public async Task<StoredPlan?> FindAsync(SyncRequest request, CancellationToken cancellation)
    {
        if (request.PlanId is not { } id) return null;
        if (await plans.FindAsync(id, cancellation) is not { } plan || plan.DataflowId != request.DataflowId) throw new RunEnd(RunOutcome.Failed, "There is no such plan.");
        return plan.State is PlanState.Made or PlanState.Released ? plan : throw new RunEnd(RunOutcome.Failed, $"The plan is {plan.State}; it is not carried out. Nothing was written.");
    }

    /// <summary>Takes the plan up, once, with the reasons of what is left out. Ends the run where somebody else was first.</summary>
    public async Task TakeUpAsync(StoredPlan plan, string who, CancellationToken cancellation)
    {
        if (!await plans.MoveAsync(plan.Id, [PlanState.Made, PlanState.Released], PlanState.CarriedOut, who, cancellation))
            throw new RunEnd(RunOutcome.Failed, "The plan has been carried out or dropped in the meantime. Nothing was written.");
        await plans.SaveAsync((await plans.FindAsync(plan.Id, cancellation))! with { Body = plan.Body }, cancellation);
    }
}
