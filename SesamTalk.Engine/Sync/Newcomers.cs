using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Tells, while an entity is read, which records the engine has never heard of. Where they are more than a run should hold in memory
/// they are set aside, and planned and written so many at a time when the turn of their pair comes.
/// </summary>
internal sealed class Newcomers(SyncMemory memory, IOptions<SyncOptions> options, IOptions<StorageOptions> storage)
{
    /// <summary>The watch over one entity; null where its new records are wanted whole, however many they are.</summary>
    public Watch? Over(OpenRun run, Side side, EntityDescription entity) =>
        IsOrdinary(run) && run.Pairs.Where(pair => pair.Ready.On(side).Name == entity.Name).ToList() is [var rules] && StandsAlone(run, rules)
            ? new Watch(run, rules, side, memory, options.Value.MostNew, storage.Value.DataFolder) : null;

    // What somebody looks at is looked at as a whole; while the outcome of a create is not known, any new record may be what it made.
    private static bool IsOrdinary(OpenRun run) => run.Run.Kind is RunKind.Changes or RunKind.Everything && run is { Only: null, KeepsAllRead: false, WantsWholePlan: false }
        && run.Pieces == SafetyPieces.All && run.Unsettled.Count == 0 && run.UnsettledCreates.Count == 0;

    // Nothing but its own keys and rows says what becomes of a record: no sibling pair, no person, no whole that it goes out with,
    // no rule that asks for it, and no reference but to what comes before it.
    private static bool StandsAlone(OpenRun run, PairRules rules)
    {
        var before = run.Pairs.TakeWhile(pair => pair != rules).ToList();
        return new[] { Side.A, Side.B }.All(side => IsOnly(run, rules, side) && PartsAlong.OwnerRow(rules, side) is null
                && rules.Pair.From(side).Creation != CreationRule.WhenConnected && !Reachability.Begins(run, side, rules.Ready.On(side).Name)
                && !Refers(rules, side, [.. run.Pairs.Except(before).Select(pair => pair.Ready.On(side).Name)]) && !before.Exists(pair => Refers(pair, side, [rules.Ready.On(side).Name])))
            && PartPairs.ParentOf(rules.Ready, [.. run.Pairs.Select(pair => pair.Ready)]) is null
            && run.Decisions.All(decision => decision.PairId != rules.Pair.Id);
    }

    private static bool IsOnly(OpenRun run, PairRules rules, Side side) => run.Pairs.Count(pair => pair.Ready.On(side).Name == rules.Ready.On(side).Name) == 1;

    private static bool Refers(PairRules rules, Side side, HashSet<string> entities) =>
        rules.Mapper.Rows.Concat(rules.Mapper.Rows.SelectMany(row => row.Elements?.Rows ?? [])).Any(row => row.Kind == RowKind.Reference && entities.Overlaps(row.On(side).References));

    /// <summary>What is asked while one entity is read.</summary>
    internal sealed class Watch(OpenRun run, PairRules rules, Side side, SyncMemory memory, int most, string folder)
    {
        private HashSet<RecordId>? _known;
        private bool _hasLinks;

        /// <summary>Sets aside what is new, once the reading holds more than it should; from then on of every page.</summary>
        /// <param name="read">The reading.</param>
        /// <param name="page">The ids that it has just taken up.</param>
        /// <param name="cancellation">Ends it.</param>
        public async Task LookAsync(EntityReading read, IReadOnlyCollection<RecordId> page, CancellationToken cancellation)
        {
            if (read.Aside is null && read.Changes.Count <= most) return;
            var held = (read.Aside is null ? read.Changes.Keys : page.Where(read.Changes.ContainsKey)).ToList();
            read.Aside ??= new SetAside(folder, rules.Ready.On(side).Schema);
            _known ??= await KnownAsync(cancellation);
            foreach (var some in held.Chunk(1_000))
            {
                var linked = _hasLinks ? await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, side, some, cancellation) : new Dictionary<RecordId, Link>();
                foreach (var id in some.Where(id => !linked.ContainsKey(id) && !_known.Contains(id))) Put(read, id);
            }
        }

        // Whatever is remembered or asked about a record without a partner has it judged with the rest.
        private async Task<HashSet<RecordId>> KnownAsync(CancellationToken cancellation)
        {
            _hasLinks = await memory.LinkCountAsync(run.Dataflow.Id, rules.Pair.Id, 1, cancellation) > 0;
            var remembered = (await memory.UnlinkedAsync(run.Dataflow.Id, cancellation)).Where(record => record.PairId == rules.Pair.Id && record.Side == side).Select(record => record.Id);
            var asked = (await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).Where(conflict => conflict.PairId == rules.Pair.Id).Select(conflict => conflict.Alone()).Where(one => one?.Side == side).Select(one => one!.Value.Id);
            return [.. remembered, .. asked];
        }

        private void Put(EntityReading read, RecordId id)
        {
            if (read.Changes[id] is not { Kind: ChangeKind.Upsert, Record: { } record } change || LateCreates.Bears(rules, side, record)) return;
            var isCandidate = Taking.By(run, rules, side, record) is Taken.Its or Taken.IfMatched;
            read.Aside!.Add(change, isCandidate ? MatchKey.Of(record, side, rules.Pair.Keys) : []);
            read.Changes.Remove(id);
        }
    }
}
