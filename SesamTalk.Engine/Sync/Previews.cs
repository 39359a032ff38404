using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>A preview, or why there is none.</summary>
/// <param name="Body">What would be done; null where it could not be found out.</param>
/// <param name="Sentence">Why not, for a person; empty otherwise.</param>
public sealed record Preview(PlanBody? Body, string Sentence = "");

/// <summary>What a decision or an undoing would lead to, planned by the planner that carries it out. Reads both systems and writes nothing anywhere, not even here.</summary>
public sealed class Previews
{
    private readonly RunParts _parts;
    private readonly TimeProvider _clock;

    internal Previews(RunParts parts, TimeProvider clock) => (_parts, _clock) = (parts, clock);

    /// <summary>What a decision about a link would lead to, as things are now.</summary>
    public Task<Preview> OfDecisionAsync(PersonDecision decision, CancellationToken cancellation = default) => OpenAsync(decision.DataflowId, async open =>
    {
        (open.Only, open.Decisions) = (decision.LinkId is { } link ? [link] : null, [decision]);
        var book = new ReferenceBook();
        var (_, plan, _) = await _parts.PlanAsync(open, await _parts.ReadAsync(open, cancellation), book, new Planner(open, book, _parts.Ids), cancellation);
        return PlanText.Body(plan);
    }, cancellation);

    /// <summary>What undoing would put back, and what it would leave as it is.</summary>
    public Task<Preview> OfUndoAsync(string dataflowId, UndoScope scope, CancellationToken cancellation = default) => OpenAsync(dataflowId, async open =>
    {
        var (_, plan, left) = await _parts.PlanUndoAsync(open, scope, cancellation);
        return PlanText.Body(plan, scope, left);
    }, cancellation);

    private async Task<Preview> OpenAsync(string dataflowId, Func<OpenRun, Task<PlanBody>> plan, CancellationToken cancellation)
    {
        await using var doors = new OpenDoors();
        try
        {
            var version = await _parts.VersionAsync(dataflowId, cancellation);
            var run = new Run { Id = _parts.Ids.New(), DataflowId = dataflowId, DefinitionVersion = version, Kind = RunKind.DryRun, Trigger = RunTrigger.Person, StartedAt = _clock.GetUtcNow() };
            return new Preview(await plan(await _parts.OpenAsync(run, null, doors, cancellation)));
        }
        catch (RunEnd end)
        {
            return new Preview(null, end.Message);
        }
    }
}
