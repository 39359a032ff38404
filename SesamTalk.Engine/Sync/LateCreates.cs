using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Records without a partner that bear the reference of a create of ours which was taken for not made: it took effect later. Such a
/// record is met by its reference, and never copied back as somebody's new one.
/// </summary>
internal sealed class LateCreates
{
    private const string Mark = "st-";
    private readonly Dictionary<(Side, RecordId), WriteEntry> _entries = [];

    /// <summary>Those whose cause is still without a partner: the two belong together.</summary>
    public List<(RecordId A, RecordId B, WriteEntry Entry)> Met { get; } = [];

    public static async Task<LateCreates> FindAsync(OpenRun run, PairRules rules, AloneRecords.Collected alone, AloneDecisions decided, SyncMemory memory, CancellationToken cancellation)
    {
        var late = new LateCreates();
        foreach (var side in new[] { Side.A, Side.B })
        {
            if (rules.Ready.On(side).Capabilities.ReferenceProperty is not { } property) continue;
            var bearing = alone.On(side).Values.Where(one => one.MayMatch && IdOf(one.Change.Record![property]) is not null).ToDictionary(one => one.Change.Id, one => IdOf(one.Change.Record![property])!.Value);
            var entries = (await memory.WritesAsync(bearing.Values, cancellation)).ToDictionary(entry => entry.Id);
            foreach (var (id, entry) in bearing.Where(one => entries.ContainsKey(one.Value)).Select(one => (one.Key, entries[one.Value])))
                if (IsOurs(run, rules, side, id, entry)) late.Take(side, id, entry, alone, decided);
        }

        return late;
    }

    /// <summary>Whether the record was made so.</summary>
    public bool Has(Side side, RecordId id) => _entries.ContainsKey((side, id)) || Met.Exists(two => (side == Side.A ? two.A : two.B) == id);

    /// <summary>Whether it is met by its reference, or its cause is.</summary>
    public bool IsMet(Side side, RecordId id) => Met.Exists(two => (side == Side.A ? two.A : two.B) == id);

    /// <summary>The record across that has another partner by now; null for a record that was not made so.</summary>
    public RecordId? CauseOf(Side side, RecordId id) => _entries.TryGetValue((side, id), out var entry) && !IsMet(side, id) ? entry.Source : null;

    /// <summary>Whether a record bears the reference of a create of ours, whatever came of it.</summary>
    public static bool Bears(PairRules rules, Side side, Record record) => rules.Ready.On(side).Capabilities.ReferenceProperty is { } property && IdOf(record[property]) is not null;

    private void Take(Side side, RecordId id, WriteEntry entry, AloneRecords.Collected alone, AloneDecisions decided)
    {
        var across = side.Other();
        if (decided.Of(side, id) is not null || decided.IsTogether(side, id) || alone.On(side)[id].Remembered is { State: Population.Paused }) return;
        _entries[(side, id)] = entry;
        var isFree = alone.On(across).TryGetValue(entry.Source, out var cause) && cause.MayMatch && decided.Of(across, entry.Source) is null && !decided.IsTogether(across, entry.Source) && !IsMet(across, entry.Source);
        if (isFree) Met.Add(side == Side.A ? (id, entry.Source, entry) : (entry.Source, id, entry));
    }

    // What is not settled is held back elsewhere; what was made as it should, with this id or another, is no late one.
    private static bool IsOurs(OpenRun run, PairRules rules, Side side, RecordId id, WriteEntry entry) => entry is { Act: WriteAct.Create, State: WriteState.NotDone or WriteState.Rejected or WriteState.Stale }
        && entry.DataflowId == run.Dataflow.Id && entry.PairId == rules.Pair.Id && entry.Side == side && !new Apart(run.Decisions, rules.Pair.Id).Are(side, id, entry.Source);

    private static Guid? IdOf(object? value) => value is string text && text.StartsWith(Mark, StringComparison.Ordinal) && Guid.TryParseExact(text[Mark.Length..], "N", out var id) ? id : null;
}
