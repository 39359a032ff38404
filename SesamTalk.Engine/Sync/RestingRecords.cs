using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Tells of a full read which records are as they were agreed, page by page, so that a run keeps only what it has to look at.
/// What rests is treated as in a read by cursor, where nobody hears of it; that it is there is remembered.
/// </summary>
internal sealed class RestingRecords(AgreedSides agreedSides, SyncMemory memory)
{
    /// <summary>The watch over one entity; null where all of its records are wanted whole.</summary>
    public async Task<Watch?> OverAsync(OpenRun run, Side side, EntityDescription entity, CancellationToken cancellation)
    {
        if (run.KeepsAllRead || OnlyPair(run, side, entity) is not { } rules || run.Renewed.ContainsKey(rules.Pair.Id) || rules.DependsOn(side) || Reachability.Begins(run, side, entity.Name)) return null;
        if (await memory.LinkCountAsync(run.Dataflow.Id, rules.Pair.Id, 1, cancellation) == 0) return null;
        var remembered = await agreedSides.RememberedAloneAsync(run.Dataflow.Id, rules.Pair.Id, side, cancellation);
        var open = (await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).Select(conflict => conflict.LinkId)
            .Concat(run.Decisions.Select(decision => decision.LinkId)).OfType<Guid>().Concat(run.UnsettledLinks).Concat(run.JustAgreed.Keys).Concat(run.JustWritten.Keys.Select(written => written.LinkId)).ToHashSet();
        return new Watch(run, rules, side, agreedSides, remembered, open);
    }

    // Pairs that share an entity judge its records together.
    private static PairRules? OnlyPair(OpenRun run, Side side, EntityDescription entity) =>
        run.Pairs.Count(pair => pair.Ready.On(side).Name == entity.Name) == 1 ? run.Pairs.First(pair => pair.Ready.On(side).Name == entity.Name) : null;

    /// <summary>What is asked for each page of one entity.</summary>
    internal sealed class Watch(OpenRun run, PairRules rules, Side side, AgreedSides agreedSides, HashSet<RecordId> remembered, HashSet<Guid> open)
    {
        private readonly int _labelSlot = rules.Ready.On(side).Label is [var only] ? rules.Ready.On(side).Schema.SlotOf(only) : -1;

        /// <summary>Those of a page that are as they were agreed.</summary>
        public async Task<HashSet<RecordId>> RestingAsync(IReadOnlyDictionary<RecordId, Change> page, CancellationToken cancellation)
        {
            var resting = new HashSet<RecordId>(page.Count);
            await agreedSides.EachAsync(run.Dataflow.Id, rules.Pair.Id, side, [.. page.Where(IsWatched).Select(one => one.Key)], agreed =>
            {
                if (!open.Contains(agreed.LinkId) && Rests(page[agreed.Id].Record!, agreed)) resting.Add(agreed.Id);
            }, cancellation);
            return resting;
        }

        private bool IsWatched(KeyValuePair<RecordId, Change> one) =>
            one.Value is { Kind: ChangeKind.Upsert, Record: not null } && !remembered.Contains(one.Key) && !run.Unsettled.Contains((rules.Pair.Id, side, one.Key));

        // In most cases byte for byte; else as values, since two forms of one list are the same.
        private bool Rests(Record record, AgreedSide agreed)
        {
            var seen = rules.Mapper.View(record, side);
            if (!IsCalled(record, agreed.Label) || !rules.IsInScope(side, seen)) return false;
            return ValueCodec.IsPacked(seen, rules.WatchedSlots(side), agreed.Packed) || rules.IsAsAgreed(side, seen, ValueCodec.UnpackRecord(agreed.Packed.ToArray(), rules.Ready.On(side).Schema));
        }

        // The label is mostly one text, which is compared as it came.
        private bool IsCalled(Record record, ReadOnlySpan<byte> label) =>
            (_labelSlot >= 0 && PackedSlots.IsText(record.Packed, _labelSlot, label)) || rules.LabelOf(side, record) == Encoding.UTF8.GetString(label);
    }
}
