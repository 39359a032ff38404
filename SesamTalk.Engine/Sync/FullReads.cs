using System.Globalization;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Decides whether an entity is read whole. Some edits move no stamp (in PowerOffice Go an address, API §2.6 trap 1) and are
/// seen by a full read only: a small entity is then read whole every time, a large one every so often. A list of changes that does
/// not tell of deletions is made good in the same way: what is missing from the whole is looked up one by one.
/// </summary>
internal sealed class FullReads(SyncMemory memory, IOptions<SyncOptions> options, TimeProvider clock)
{
    /// <summary>Under which name the last full read is remembered beside the entity's cursor.</summary>
    public static string MarkOf(string entity) => entity + "#full";

    public async Task<bool> IsDueAsync(OpenRun run, Side side, EntityDescription entity, CancellationToken cancellation)
    {
        if (run.ReadsAll || run.Run.Kind is RunKind.Everything or RunKind.Rebuild || !entity.Capabilities.ChangeCursor) return true;
        if (run.Pairs.Any(rules => run.Renewed.ContainsKey(rules.Pair.Id) && rules.Ready.On(side).Name == entity.Name)) return true;
        var isUnstamped = NeededPaths.Of(run, side, entity).Overlaps(entity.Capabilities.Unstamped);
        if (!isUnstamped && entity.Capabilities.SeesDeletions) return false;
        var mark = await memory.CursorAsync(run.Dataflow.Id, side, MarkOf(entity.Name), cancellation);
        if (mark is null) return true;
        var parts = mark.Split('|');
        var (at, count) = (DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        var age = clock.GetUtcNow() - at;
        if (isUnstamped && (count <= options.Value.SmallEntity || age >= options.Value.FullReadEvery)) return true;
        return !entity.Capabilities.SeesDeletions && age >= options.Value.DeletionsEvery;
    }

    /// <summary>What is remembered of a full read that reached its end.</summary>
    public static CursorMove Mark(OpenRun run, EntityReading reading) => new(
        run.Dataflow.Id, reading.Side, MarkOf(reading.Entity.Name), string.Create(CultureInfo.InvariantCulture, $"{run.Run.StartedAt:O}|{reading.Count}"));
}
