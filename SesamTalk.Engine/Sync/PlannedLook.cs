using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>A run as far as its plan: it opens both systems, reads, matches and merges, and writes nothing anywhere.</summary>
internal sealed class PlannedLook(RunOpening opening, RunParts parts, RunPlanning planning, Identifiers ids, TimeProvider clock)
{
    /// <summary>What the plan says, or what is said where it could not be made.</summary>
    public async Task<T> AsAsync<T>(
        string dataflowId, Action<OpenRun> set, UndoScope? undoes, Func<OpenRun, Planned, T> said, Func<Reason, T> none, CancellationToken cancellation, Func<Dataflow, Dataflow>? redefine = null)
    {
        await using var doors = new OpenDoors();
        try
        {
            var version = await opening.VersionAsync(dataflowId, cancellation);
            var looked = new Run { Id = ids.New(), DataflowId = dataflowId, DefinitionVersion = version, Kind = RunKind.DryRun, Trigger = RunTrigger.Person, StartedAt = clock.GetUtcNow() };
            var systems = await opening.OpenAsync(looked, doors, cancellation, redefine);
            var run = await opening.ReadyAsync(looked, systems, new SyncRequest(dataflowId, RunKind.DryRun, RunTrigger.Person), doors, null, cancellation);
            set(run);
            await parts.NoteUnsettledAsync(run, cancellation);
            var meant = new Meant(null, undoes);
            var planned = await planning.MergeAsync(run, await planning.MatchAsync(run, await parts.ReadAsync(run, meant, cancellation), meant, cancellation), cancellation);
            return said(run, planned);
        }
        catch (RunEnd end)
        {
            return none(end.Reason);
        }
    }
}
