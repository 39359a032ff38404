using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Releases and drops plans that are held back. A released plan is carried out by a run that names it (<see cref="SyncRequest.PlanId"/>).</summary>
public sealed class PlanVerbs(PlanStore plans)
{
    /// <summary>Lets a held-back plan go; false where it is not held back (any more). The brakes do not hold it again.</summary>
    public Task<bool> ReleaseAsync(Guid planId, string who, CancellationToken cancellation = default) =>
        plans.MoveAsync(planId, [PlanState.HeldBack], PlanState.Released, who, cancellation);

    /// <summary>Drops a plan that is not carried out; false where it is already. What it was made from is planned anew by the next run.</summary>
    public Task<bool> DropAsync(Guid planId, string who, CancellationToken cancellation = default) =>
        plans.MoveAsync(planId, [PlanState.Made, PlanState.HeldBack, PlanState.Released], PlanState.Dropped, who, cancellation);
}
