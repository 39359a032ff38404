using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Releases and drops plans that are held back, and keeps what a person saw so that exactly that is carried out. A plan is carried out by a run that names it (<see cref="SyncRequest.PlanId"/>).</summary>
public sealed class PlanVerbs(PlanStore plans, Identifiers ids, TimeProvider clock)
{
    /// <summary>
    /// Keeps what a person saw and agreed to as a plan, and gives the request of a run that carries out exactly that: what has
    /// moved since is left out with its reason, and nothing else is written. The preview must have been made.
    /// </summary>
    public async Task<SyncRequest> KeepAsync(DecidedPreview preview, int version, string who, CancellationToken cancellation = default)
    {
        var plan = new StoredPlan
        {
            Id = ids.New(), DataflowId = preview.DataflowId, RunId = ids.New(), DefinitionVersion = version, MadeAt = clock.GetUtcNow(), State = PlanState.Made, Reason = Reason.None,
            Body = preview.Body ?? throw new ArgumentException("There is no preview that could be kept.", nameof(preview)),
        };
        await plans.SaveAsync(plan, cancellation);
        return new SyncRequest(preview.DataflowId, RunKind.Changes, RunTrigger.Person, who, plan.RunId) { PlanId = plan.Id, Only = preview.Only is { } only ? [.. only] : null };
    }

    /// <summary>Lets a held-back plan go; false where it is not held back (any more). The brakes do not hold it again.</summary>
    public Task<bool> ReleaseAsync(Guid planId, string who, CancellationToken cancellation = default) =>
        plans.MoveAsync(planId, [PlanState.HeldBack], PlanState.Released, who, cancellation);

    /// <summary>Drops a plan that is not carried out; false where it is already. What it was made from is planned anew by the next run.</summary>
    public Task<bool> DropAsync(Guid planId, string who, CancellationToken cancellation = default) =>
        plans.MoveAsync(planId, [PlanState.Made, PlanState.HeldBack, PlanState.Released], PlanState.Dropped, who, cancellation);
}
