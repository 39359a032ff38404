using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>A preview, or why there is none.</summary>
/// <param name="Body">What would be done; null where it could not be found out.</param>
/// <param name="Reason">Why not; null otherwise.</param>
public sealed record Preview(PlanBody? Body, Reason? Reason = null);

/// <summary>What a decision or an undoing would lead to, planned by the planner that carries it out. Reads both systems and writes nothing anywhere, not even here.</summary>
public sealed class Previews
{
    private readonly RunOpening _opening;
    private readonly RunParts _parts;
    private readonly RunPlanning _planning;
    private readonly Identifiers _ids;
    private readonly TimeProvider _clock;

    internal Previews(RunOpening opening, RunParts parts, RunPlanning planning, Identifiers ids, TimeProvider clock) =>
        (_opening, _parts, _planning, _ids, _clock) = (opening, parts, planning, ids, clock);

    /// <summary>What a decision about a link would lead to, as things are now.</summary>
    public Task<Preview> OfDecisionAsync(PersonDecision decision, CancellationToken cancellation = default) =>
        OfAsync(decision.DataflowId, run => (run.Only, run.Decisions) = (decision.LinkId is { } link ? [link] : null, [decision]), null, cancellation);

    /// <summary>What undoing would put back, and what it would leave as it is.</summary>
    public Task<Preview> OfUndoAsync(string dataflowId, UndoScope scope, CancellationToken cancellation = default) => OfAsync(dataflowId, _ => { }, scope, cancellation);

    private async Task<Preview> OfAsync(string dataflowId, Action<OpenRun> set, UndoScope? undoes, CancellationToken cancellation)
    {
        await using var doors = new OpenDoors();
        try
        {
            var version = await _opening.VersionAsync(dataflowId, cancellation);
            var looked = new Run { Id = _ids.New(), DataflowId = dataflowId, DefinitionVersion = version, Kind = RunKind.DryRun, Trigger = RunTrigger.Person, StartedAt = _clock.GetUtcNow() };
            var systems = await _opening.OpenAsync(looked, doors, cancellation);
            var run = await _opening.ReadyAsync(looked, systems, new SyncRequest(dataflowId, RunKind.DryRun, RunTrigger.Person), doors, null, cancellation);
            set(run);
            var meant = new Meant(null, undoes);
            var planned = await _planning.MergeAsync(run, await _planning.MatchAsync(run, await _parts.ReadAsync(run, meant, cancellation), meant, cancellation), cancellation);
            return new Preview(PlanText.Body(planned.Plan, undoes, planned.Left));
        }
        catch (RunEnd end)
        {
            return new Preview(null, end.Reason);
        }
    }
}
