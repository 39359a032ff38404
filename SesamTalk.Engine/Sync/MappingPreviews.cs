using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What an edited table would do to linked records that the one in force would not.</summary>
/// <param name="Looked">How many linked records were looked at.</param>
/// <param name="Total">How many the pair has.</param>
/// <param name="Items">What would be done to them because of the edit.</param>
/// <param name="Reason">Why it could not be found out; null where it could.</param>
public sealed record MappingEffect(int Looked, int Total, ImmutableArray<StoredPlanItem> Items, Reason? Reason = null);

/// <summary>Plans a pair by its table in force and by an edited one, and says what is different. Reads both systems and writes nothing anywhere.</summary>
public sealed class MappingPreviews
{
    /// <summary>Each is looked up by itself in both systems, so that more would keep a person waiting.</summary>
    public const int Most = 40;

    private readonly PlannedLook _look;
    private readonly SyncMemory _memory;

    internal MappingPreviews(PlannedLook look, SyncMemory memory) => (_look, _memory) = (look, memory);

    /// <summary>The effect of the lines on the pair's linked records, of which at most <see cref="Most"/> are looked at.</summary>
    public async Task<MappingEffect> OfAsync(string dataflowId, string pairId, ImmutableArray<MappingLine> lines, CancellationToken cancellation = default)
    {
        var links = await _memory.AllLinksAsync(dataflowId, pairId, cancellation).Take(Most).Select(link => link.Id).ToListAsync(cancellation);
        var total = links.Count < Most ? links.Count : await _memory.LinkCountAsync(dataflowId, pairId, ct: cancellation);
        if (links.Count == 0) return new(0, 0, []);
        var before = await PlanAsync(dataflowId, links, null, cancellation);
        var after = await PlanAsync(dataflowId, links, dataflow => MappingLines.Onto(dataflow, pairId, lines), cancellation);
        if ((before.Reason ?? after.Reason) is { } reason) return new(0, total, [], reason);
        var known = before.Items.Select(item => (item.PairId, item.Key, item.Mark)).ToHashSet();
        return new(links.Count, total, [.. after.Items.Where(item => item.PairId == pairId && item.Writes.Length + item.Says.Length > 0 && !known.Contains((item.PairId, item.Key, item.Mark)))]);
    }

    private Task<(ImmutableArray<StoredPlanItem> Items, Reason? Reason)> PlanAsync(string dataflowId, List<Guid> links, Func<Dataflows.Dataflow, Dataflows.Dataflow>? change, CancellationToken cancellation) =>
        _look.AsAsync<(ImmutableArray<StoredPlanItem>, Reason?)>(
            dataflowId, run => (run.Only, run.LooksAhead) = (links, true), null, (_, planned) => (PlanText.Body(planned.Plan).Items, null), reason => ([], reason), cancellation, change);
}
