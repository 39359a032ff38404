using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Looks for a record that a create may have made: by the unique reference it carried, else by the pair's merge keys.</summary>
internal sealed class CreateSearch(OpenRun run, SyncMemory memory)
{
    /// <summary>What was found; null where there is nothing to search by, and so no telling.</summary>
    public async Task<IReadOnlyList<Change>?> FindAsync(PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        var entity = rules.Ready.On(entry.Side);
        if (entry.Reference is { } reference && entity.Capabilities.ReferenceProperty is { } property)
            return await AskAsync(rules, entry, property, reference, cancellation);
        foreach (var key in rules.Pair.Keys.Where(key => key.Parts.Length == 1).OrderByDescending(key => IsSearchable(entity, entry.Side, key)))
        {
            var path = entity.Schema.Find(entry.Side == Side.A ? key.Parts[0].A : key.Parts[0].B)?.Path;
            var value = entry.Sent.Pairs.FirstOrDefault(sent => sent.Key == path).Value;
            if (path is null || Values.IsBlank(value)) continue;
            var found = await AskAsync(rules, entry, path, value!, cancellation);
            var linked = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [.. found.Select(c => c.Id)], cancellation);
            if (found.Any(c => linked.TryGetValue(c.Id, out var link) && MayBeItsNewRecord(entry, link, c.Record!))) return null;
            return [.. found.Where(c => !linked.ContainsKey(c.Id))];
        }

        return await AmongItsOwnersAsync(rules, entry, cancellation);
    }

    // A record that a link has had since before the create, and that says all that was sent: either it is somebody's edit, or
    // the old one is gone and the system gave its id again to the one that we asked for. Nobody can tell.
    private static bool MayBeItsNewRecord(WriteEntry entry, Link link, Record found) =>
        link.LinkedAt <= entry.IntendedAt && entry.Sent.Pairs.All(sent => Values.IsBlank(found[sent.Key]) || Values.Agree(found[sent.Key], sent.Value));

    // A part without a key of ours: whatever its whole has that says all we sent, and is not linked yet. Of several that say
    // the same, one is as good as another.
    private async Task<IReadOnlyList<Change>?> AmongItsOwnersAsync(PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        if (PartsAlong.OwnerRow(rules, entry.Side) is not { } owner) return null;
        var (path, wentAlong) = (owner.On(entry.Side).Path, IsBlank(entry.Sent, owner.On(entry.Side).Path));
        var whole = entry.Sent.Pairs.FirstOrDefault(sent => sent.Key == path).Value;
        if (wentAlong)
        {
            var made = await WholeAsync(owner, entry, cancellation);
            if (made.Id is not { } id) return made.MayCome ? null : [];
            whole = ReferenceValue.Of(id, owner.On(entry.Side).Type);
        }

        var found = await AskAsync(rules, entry, path, whole!, cancellation);
        var linked = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [.. found.Select(change => change.Id)], cancellation);
        var free = found.Where(change => !linked.ContainsKey(change.Id)).ToList();
        var together = wentAlong ? await WentWithAsync(owner, entry, cancellation) : [entry];
        var mine = PartMatch.Of([.. together.Select(other => other.Sent)], free, wentAlong)[together.FindIndex(other => other.Id == entry.Id)];
        return mine is not null ? [mine] : wentAlong && free.Count > 0 ? null : [];
    }

    // A part that went out within its whole's request does not know the whole's key; its basis knows whom the source names.
    private async Task<(RecordId? Id, bool MayCome)> WholeAsync(MappedRow owner, WriteEntry entry, CancellationToken cancellation)
    {
        var from = entry.Side.Other();
        if (RecordId.From(entry.Basis.Pairs.FirstOrDefault(said => said.Key == owner.On(from).Path).Value) is not { } named) return (null, true);
        var wholes = run.Pairs.Where(pair => owner.On(from).References.Contains(pair.Ready.On(from).Name) && owner.On(entry.Side).References.Contains(pair.Ready.On(entry.Side).Name)).ToList();
        foreach (var pair in wholes)
            if ((await memory.LinksAsync(run.Dataflow.Id, pair.Pair.Id, from, [named], cancellation)).TryGetValue(named, out var link)) return (link.On(entry.Side), true);
        return (null, wholes.Exists(pair => run.Unsettled.Contains((pair.Pair.Id, from, named))));
    }

    private async Task<List<WriteEntry>> WentWithAsync(MappedRow owner, WriteEntry entry, CancellationToken cancellation)
    {
        var named = owner.On(entry.Side.Other()).Path;
        object? Whole(WriteEntry one) => one.Basis.Pairs.FirstOrDefault(said => said.Key == named).Value;
        return [.. (await memory.UnsettledAsync(run.Dataflow.Id, cancellation)).Where(other => other.PairId == entry.PairId && other.Side == entry.Side && other.Act == WriteAct.Create
            && IsBlank(other.Sent, owner.On(entry.Side).Path) && Values.Same(Whole(other), Whole(entry)))];
    }

    private static bool IsSearchable(EntityDescription entity, Side side, MergeKey key) =>
        entity.Schema.Find(side == Side.A ? key.Parts[0].A : key.Parts[0].B)?.Path is { } path && entity.Capabilities.SearchableBy.Contains(path);

    private static bool IsBlank(ValueMap sent, string path) => Values.IsBlank(sent.Pairs.FirstOrDefault(value => value.Key == path).Value);

    private async Task<IReadOnlyList<Change>> AskAsync(PairRules rules, WriteEntry entry, string path, object value, CancellationToken cancellation)
    {
        var answer = await run.On(entry.Side).FindAsync(rules.Ready.On(entry.Side).Name, path, value, cancellation);
        return answer.Is(out var findings, out var error)
            ? [.. findings.Changes.Where(c => c.Record is not null)]
            : throw RunEnd.Of(Reason.Of(ReasonCodes.NotSearched, run.Dataflow.On(entry.Side).Name, error.Because), error);
    }
}
