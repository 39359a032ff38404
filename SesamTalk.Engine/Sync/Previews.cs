using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>A preview, or why there is none.</summary>
/// <param name="Body">What would be done; null where it could not be found out.</param>
/// <param name="Reason">Why not; null otherwise.</param>
public sealed record Preview(PlanBody? Body, Reason? Reason = null);

/// <summary>What several decisions of one dataflow would lead to, together, or why that could not be found out.</summary>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="Version">The version of the definition that it was planned by; 0 where it was not.</param>
/// <param name="Only">The links that it is about; null where records without a link are among them.</param>
/// <param name="Body">What would be done for the records that the decisions are about, and for no other; null where it could not be found out.</param>
/// <param name="Reason">Why not; null otherwise.</param>
/// <param name="Over">Decisions that do not fit what is there any more.</param>
public sealed record DecidedPreview(string DataflowId, int Version, ImmutableArray<Guid>? Only, PlanBody? Body, Reason? Reason, ImmutableArray<PersonDecision> Over);

/// <summary>What the next run of a whole dataflow would do by some definition, or why that could not be found out.</summary>
/// <param name="Body">What would be done; null where it could not be found out.</param>
/// <param name="HeldBack">The brake that would hold it back before its first write; null where none would.</param>
/// <param name="Reason">Why not; null otherwise.</param>
public sealed record DefinitionPreview(PlanBody? Body, Reason? HeldBack, Reason? Reason = null);

/// <summary>What a decision or an undoing would lead to, planned by the planner that carries it out. Reads both systems and writes nothing anywhere, not even here.</summary>
public sealed class Previews
{
    private readonly PlannedLook _look;

    internal Previews(PlannedLook look) => _look = look;

    /// <summary>What a decision would lead to, as things are now and with all that persons have decided besides.</summary>
    public Task<Preview> OfDecisionAsync(PersonDecision decision, CancellationToken cancellation = default) =>
        OfAsync(decision.DataflowId, run => (run.Only, run.Decisions) = (decision.LinkId is { } link ? [link] : null, [.. run.Decisions.Where(other => !IsSame(other, decision)), decision]), null, cancellation);

    /// <summary>What undoing would put back, and what it would leave as it is.</summary>
    public Task<Preview> OfUndoAsync(string dataflowId, UndoScope scope, CancellationToken cancellation = default) => OfAsync(dataflowId, _ => { }, scope, cancellation);

    /// <summary>What a run of these links alone would write now, with no decision but those that wait.</summary>
    public Task<DecidedPreview> OfLinksAsync(string dataflowId, ImmutableArray<Guid> links, CancellationToken cancellation = default) => OfRuleAsync(dataflowId, dataflow => dataflow, links, cancellation);

    /// <summary>What a run of these links alone would do by a definition that is changed so and not stored yet.</summary>
    public Task<DecidedPreview> OfRuleAsync(string dataflowId, Func<Dataflow, Dataflow> change, ImmutableArray<Guid> links, CancellationToken cancellation = default) => _look.AsAsync(
        dataflowId, run => run.Only = links, null, (run, planned) => new DecidedPreview(dataflowId, run.Dataflow.Version, links, PlanText.Body(planned.Plan), null, []),
        reason => new DecidedPreview(dataflowId, 0, links, null, reason, []), cancellation, change);

    /// <summary>What the next run of the whole dataflow would do by a definition that is changed so and not stored yet; the systems are asked as they are stored.</summary>
    public Task<DefinitionPreview> OfDefinitionAsync(string dataflowId, Func<Dataflow, Dataflow> change, CancellationToken cancellation = default) => _look.AsAsync(
        dataflowId, _ => { }, null, (run, planned) => new DefinitionPreview(PlanText.Body(planned.Plan), Brakes.Hold(planned.Plan, run.Dataflow.Limits)), reason => new DefinitionPreview(null, null, reason), cancellation, change);

    /// <summary>What decisions of one dataflow would lead to as things are now: what is planned for the records that they are about.</summary>
    public Task<DecidedPreview> OfDecisionsAsync(string dataflowId, IReadOnlyList<PersonDecision> decisions, CancellationToken cancellation = default)
    {
        ImmutableArray<Guid>? only = decisions.All(decision => decision.LinkId is not null) ? [.. decisions.Select(decision => decision.LinkId!.Value).Distinct()] : null;
        return _look.AsAsync(
            dataflowId,
            run => (run.Only, run.Decisions) = (only, [.. run.Decisions.Where(waiting => !decisions.Any(decision => IsSame(decision, waiting))), .. decisions]),
            null,
            (run, planned) => Said(run, planned, only, decisions),
            reason => new DecidedPreview(dataflowId, 0, only, null, reason, []),
            cancellation);
    }

    private Task<Preview> OfAsync(string dataflowId, Action<OpenRun> set, UndoScope? undoes, CancellationToken cancellation) =>
        _look.AsAsync(dataflowId, set, undoes, (_, planned) => new Preview(PlanText.Body(planned.Plan, undoes, planned.Left)), reason => new Preview(null, reason), cancellation);

    private static DecidedPreview Said(OpenRun run, Planned planned, ImmutableArray<Guid>? only, IReadOnlyList<PersonDecision> decisions)
    {
        var asked = decisions.Select(decision => decision.Id).ToHashSet();
        var plan = new SyncPlan([.. planned.Plan.Pairs.Select(pair => pair with { Items = [.. pair.Items.Where(item => IsAbout(item, only, asked))] })]);
        var fits = plan.Pairs.SelectMany(pair => pair.Items).SelectMany(item => item.Decided).Select(decision => decision.Id).ToHashSet();
        return new DecidedPreview(run.Dataflow.Id, run.Dataflow.Version, only, PlanText.Body(plan), null, [.. decisions.Where(decision => !fits.Contains(decision.Id) && decision.Choice != DecisionChoice.NeverLink)]);
    }

    private static bool IsAbout(PlanItem item, ImmutableArray<Guid>? only, HashSet<Guid> asked) =>
        only is not null || item.Decided.Concat(item.DecisionsOver).Any(decision => asked.Contains(decision.Id));

    private static bool IsSame(PersonDecision one, PersonDecision other) => (one.PairId, one.LinkId, one.Subject) == (other.PairId, other.LinkId, other.Subject);
}
