using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What a run is meant to do: bring over changes, undo, or carry a stored plan out exactly.</summary>
/// <param name="Exactly">The stored plan; null where none is named.</param>
/// <param name="Undoes">What is undone; null where changes are brought over.</param>
internal sealed record Meant(StoredPlan? Exactly, UndoScope? Undoes);

/// <summary>The plan that a run carries out.</summary>
/// <param name="Plan">The items.</param>
/// <param name="IsWhole">It is everything that could be done now; false where an exact plan, or a rebuilding of links, leaves something to the next run.</param>
/// <param name="Stored">The stored plan that it is, with the reasons of what is left out; null for none.</param>
internal sealed record PlanToDo(SyncPlan Plan, bool IsWhole, StoredPlan? Stored);

/// <summary>Keeps plans: those of dry runs, those that brakes hold back, those of undoing, and those that are to be carried out exactly.</summary>
internal sealed class PlanKeeping(PlanStore plans, RestoreMark restored, Identifiers ids)
{
    /// <summary>What a request means. Ends the run where the plan that it names cannot be carried out (any more).</summary>
    public async Task<Meant> MeantAsync(OpenRun run, SyncRequest request, CancellationToken cancellation)
    {
        if (request.PlanId is not { } id) return new Meant(null, request.Undo);
        if (await plans.FindAsync(id, cancellation) is not { } plan || plan.DataflowId != request.DataflowId) throw Refused(Reason.Of(ReasonCodes.NoPlan));
        if (plan.State is PlanState.Made or PlanState.Released && plan.DefinitionVersion != run.Run.DefinitionVersion)
        {
            await plans.MoveAsync(id, [PlanState.Made, PlanState.Released], PlanState.Expired, request.StartedBy, cancellation);
            throw Refused(Reason.Of(ReasonCodes.PlanExpired, plan.DefinitionVersion, run.Run.DefinitionVersion));
        }

        return plan.State switch
        {
            PlanState.Made or PlanState.Released => new Meant(plan, plan.Body.Undoes),
            PlanState.HeldBack => throw Refused(Reason.Of(ReasonCodes.PlanHeld)),
            PlanState.Dropped => throw Refused(Reason.Of(ReasonCodes.PlanDropped, plan.DecidedBy ?? "")),
            PlanState.CarriedOut => throw Refused(Reason.Of(ReasonCodes.PlanCarriedOut)),
            PlanState.Expired => throw Refused(Reason.Of(ReasonCodes.PlanExpired, plan.DefinitionVersion, run.Run.DefinitionVersion)),
        };
    }

    /// <summary>
    /// The plan that may be carried out, looked at by the brakes unless a person has released it; null for a dry run, which
    /// ends here. A plan that is held back is kept for a person, and ends the run.
    /// </summary>
    public async Task<PlanToDo?> BrakeAsync(OpenRun run, Planned planned, Meant meant, CancellationToken cancellation)
    {
        if (run.Run.Kind == RunKind.DryRun)
        {
            await KeepAsync(run, planned, meant, PlanState.Made, Reason.None, cancellation);
            return null;
        }

        var plan = meant.Exactly is { } stored ? ExactPlan.Of(planned.Plan, stored) : new PlanToDo(planned.Plan, IsWhole: run.Run.Kind != RunKind.Rebuild, null);
        var isFree = !run.Pieces.Brakes || meant.Exactly?.State == PlanState.Released;
        if (!isFree && (Brakes.Hold(plan.Plan, run.Dataflow.Limits) ?? await restored.HoldAsync(run, plan.Plan, cancellation)) is { } held)
        {
            if (meant.Exactly is { } made) await plans.SaveAsync(made with { State = PlanState.HeldBack, Reason = held }, cancellation);
            else await KeepAsync(run, planned, meant, PlanState.HeldBack, held, cancellation);
            throw new RunEnd(RunOutcome.HeldBack, held);
        }

        await restored.PassAsync(run, cancellation);
        if (meant.Exactly is { } exactly) await TakeUpAsync(exactly, run.Run.StartedBy, cancellation);
        else if (meant.Undoes is not null) plan = plan with { Stored = await KeepAsync(run, planned, meant, PlanState.CarriedOut, Reason.None, cancellation) };
        return plan;
    }

    /// <summary>
    /// Whether a plan of which some is made only when its turn comes might be held back if it were whole: then a person is to see all of it.
    /// </summary>
    public async Task<bool> MustBeWholeAsync(OpenRun run, Planned planned, CancellationToken cancellation) =>
        planned.HasAside && (Brakes.MayHold(planned.Plan, planned.Cases, run.Dataflow.Limits) || await restored.MayHoldAsync(run, cancellation));

    /// <summary>Notes in the stored plan what was left out: because it had moved when the plan was compared, or when its turn to be written came.</summary>
    public async Task CloseAsync(OpenRun run, PlanToDo plan, Meant meant, CancellationToken cancellation)
    {
        if (plan.Stored is not { } stored) return;
        var items = stored.Body.Items.Select(item => item.Skipped is null && run.LeftOut.TryGetValue((item.PairId, item.Key), out var why) ? item with { Skipped = why } : item);
        var now = (await plans.FindAsync(stored.Id, cancellation))!;
        await plans.SaveAsync(now with { Body = stored.Body with { Items = [.. items] } }, cancellation);
    }

    private async Task<StoredPlan> KeepAsync(OpenRun run, Planned planned, Meant meant, PlanState state, Reason reason, CancellationToken cancellation)
    {
        var plan = new StoredPlan
        {
            Id = ids.New(), DataflowId = run.Dataflow.Id, RunId = run.Run.Id, DefinitionVersion = run.Run.DefinitionVersion, MadeAt = run.Now, State = state,
            Reason = reason, Body = PlanText.Body(planned.Plan, meant.Undoes, planned.Left),
        };
        await plans.SaveAsync(plan, cancellation);
        return plan;
    }

    // Once, whoever is first.
    private async Task TakeUpAsync(StoredPlan plan, string who, CancellationToken cancellation)
    {
        if (!await plans.MoveAsync(plan.Id, [PlanState.Made, PlanState.Released], PlanState.CarriedOut, who, cancellation)) throw Refused(Reason.Of(ReasonCodes.PlanTaken));
    }

    private static RunEnd Refused(Reason why) => new(RunOutcome.Failed, why);
}
