using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Matches once more right before a create: the other system is asked, by the merge keys that it can be searched by, whether
/// it has the record by now. One that appeared meanwhile is linked by the next run; one that is somebody else's already is for
/// a person. Either way no second record is made.
/// </summary>
internal sealed class CreateGuard(OpenRun run, PairRules rules, SyncMemory memory, Identifiers ids)
{
    private IReadOnlyList<OpenConflict>? _open;

    /// <summary>What a conflict about a record without a link is about.</summary>
    public static string Subject(Side side, RecordId id) => PersonDecision.OfRecord(side, id);

    /// <summary>Why the create must not be made; null where nothing speaks against it.</summary>
    public async Task<WriteResult?> LookAsync(PlannedWrite write, CancellationToken cancellation)
    {
        if (await LateAsync(write, cancellation) is { } late) return late;
        var apart = new Apart(run.Decisions, rules.Pair.Id);
        foreach (var (path, value) in Searches(write))
        {
            var answer = await run.On(write.Side).FindAsync(write.Entity, path, value, cancellation);
            if (!answer.Is(out var findings, out var error)) return WriteResult.Of(error) with { State = WriteState.NotDone };
            var found = findings.Changes.Where(change => Fits(write, change) && !apart.Are(write.Side, change.Id, write.Source)).ToList();
            if (found.Count > 0) return await RefuseAsync(write, path, found, cancellation);
        }

        return null;
    }

    /// <summary>The same for many creates at once: those that must not be made, each with its reason.</summary>
    public async Task<Dictionary<PlannedWrite, WriteResult>> LookAsync(IManyAtOnce system, IReadOnlyList<PlannedWrite> writes, CancellationToken cancellation)
    {
        var apart = new Apart(run.Decisions, rules.Pair.Id);
        var refused = new Dictionary<PlannedWrite, WriteResult>(ReferenceEqualityComparer.Instance);
        foreach (var write in writes)
            if (await LateAsync(write, cancellation) is { } late) refused[write] = late;
        foreach (var asked in writes.Where(write => !refused.ContainsKey(write)).SelectMany(write => Searches(write).Select(search => (Write: write, search.Path, search.Value))).GroupBy(search => search.Path))
        {
            var answer = await system.FindManyAsync(asked.First().Write.Entity, asked.Key, [.. asked.Select(search => search.Value).Distinct()], cancellation);
            if (!answer.Is(out var findings, out var error))
            {
                foreach (var (write, _, _) in asked) refused.TryAdd(write, WriteResult.Of(error) with { State = WriteState.NotDone });
                return refused;
            }

            var known = findings.Changes.Where(change => change.Record is not null).SelectMany(change => MatchKey.Of(change.Record!, asked.First().Write.Side, rules.Pair.Keys).Select(key => (key, change))).ToLookup(one => one.key, one => one.change);
            foreach (var (write, path, _) in asked.Where(search => known.Count > 0 && !refused.ContainsKey(search.Write)))
            {
                var found = write.Keys.SelectMany(key => known[key]).DistinctBy(change => change.Id).Where(change => rules.IsInScope(write.Side, change.Record!) && !apart.Are(write.Side, change.Id, write.Source)).ToList();
                if (found.Count > 0) refused[write] = await RefuseAsync(write, path, found, cancellation);
            }
        }

        return refused;
    }

    // The first request for the record may have taken effect after it was looked for in vain.
    private async Task<WriteResult?> LateAsync(PlannedWrite write, CancellationToken cancellation)
    {
        if (rules.Ready.On(write.Side).Capabilities.ReferenceProperty is not { } property) return null;
        var apart = new Apart(run.Decisions, rules.Pair.Id);
        foreach (var reference in await new EarlierCreates(run, memory).ReferencesAsync(write, cancellation))
        {
            var answer = await run.On(write.Side).FindAsync(write.Entity, property, reference, cancellation);
            if (!answer.Is(out var findings, out var error)) return WriteResult.Of(error) with { State = WriteState.NotDone };
            var found = findings.Changes.Where(change => change.Record is not null && !apart.Are(write.Side, change.Id, write.Source)).ToList();
            if (found.Count > 0) return await RefuseAsync(write, property, found, cancellation);
        }

        return null;
    }

    /// <summary>The conflict that the create of a record settles by being made; null where none is open.</summary>
    public async Task<OpenConflict?> SettledAsync(PlannedWrite write, CancellationToken cancellation) =>
        await OpenAsync(write, cancellation) is { } open ? open with { SettledAt = run.Now, Settlement = Reason.Of(ReasonCodes.ClaimOver) } : null;

    // One searchable part of a row is enough to ask by; the whole row decides.
    private IEnumerable<(string Path, object Value)> Searches(PlannedWrite write)
    {
        var entity = rules.Ready.On(write.Side);
        foreach (var key in rules.Pair.Keys)
        {
            var asked = key.Parts.Select(part => entity.Schema.Find(write.Side == Side.A ? part.A : part.B)?.Path)
                .FirstOrDefault(path => path is not null && entity.Capabilities.SearchableBy.Contains(path) && !Values.IsBlank(write.Values[path]));
            if (asked is not null) yield return (asked, write.Values[asked]!);
        }
    }

    private bool Fits(PlannedWrite write, Change change) => change.Record is { } record && rules.IsInScope(write.Side, record)
        && MatchKey.Of(record, write.Side, rules.Pair.Keys).Intersect(write.Keys).Any();

    private async Task<WriteResult> RefuseAsync(PlannedWrite write, string path, List<Change> found, CancellationToken cancellation)
    {
        var name = rules.Dataflow.On(write.Side).Name;
        foreach (var pair in run.Pairs.Where(pair => pair.Ready.On(write.Side).Name == write.Entity))
        {
            var links = await memory.LinksAsync(run.Dataflow.Id, pair.Pair.Id, write.Side, [.. found.Select(change => change.Id)], cancellation);
            if (links.Values.FirstOrDefault() is not { } link) continue;
            var sentence = Reason.Of(ReasonCodes.BothFit, write.Label, write.Side == Side.A ? link.LabelB : link.LabelA, rules.LabelOf(write.Side, found[0].Record), name, path);
            var open = await OpenAsync(write, cancellation);
            return new WriteResult(WriteState.NotDone, sentence) { Kept = Population.Conflict, Conflict = Claim(write, open, sentence, found[0].Id) };
        }

        return new WriteResult(WriteState.NotDone, Reason.Of(ReasonCodes.HasAppeared, rules.LabelOf(write.Side, found[0].Record), name, path)) { Kept = Population.Waiting };
    }

    private OpenConflict Claim(PlannedWrite write, OpenConflict? open, Reason sentence, RecordId claimed)
    {
        var (a, b) = write.Side == Side.B ? (write.Source, claimed) : (claimed, write.Source);
        var fresh = (open ?? new OpenConflict
        {
            Id = ids.New(), DataflowId = run.Dataflow.Id, PairId = rules.Pair.Id, Subject = Subject(write.Side.Other(), write.Source), Kind = ConflictKind.TwoClaimOne,
            Sentence = sentence, OpenedAt = run.Now, ChangedAt = run.Now,
        }) with { Kind = ConflictKind.TwoClaimOne, Sentence = sentence, A = a.Text, B = b.Text, ValuesA = ValueMap.Empty, ValuesB = ValueMap.Empty };
        return fresh == open ? open : fresh with { ChangedAt = run.Now };
    }

    private async Task<OpenConflict?> OpenAsync(PlannedWrite write, CancellationToken cancellation) =>
        (_open ??= await memory.OpenConflictsAsync(run.Dataflow.Id, cancellation)).FirstOrDefault(conflict =>
            conflict.LinkId is null && conflict.PairId == rules.Pair.Id && conflict.Subject == Subject(write.Side.Other(), write.Source));
}
