using SesamTalk.Engine.Connectors;
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
        foreach (var key in rules.Pair.Keys.Where(key => key.Parts.Length == 1))
        {
            var path = entity.Schema.Find(entry.Side == Side.A ? key.Parts[0].A : key.Parts[0].B)?.Path;
            var value = entry.Sent.Pairs.FirstOrDefault(sent => sent.Key == path).Value;
            if (path is null || Values.IsBlank(value)) continue;
            var found = await AskAsync(rules, entry, path, value!, cancellation);
            var linked = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [.. found.Select(c => c.Id)], cancellation);
            return [.. found.Where(c => !linked.ContainsKey(c.Id))];
        }

        return await AmongItsOwnersAsync(rules, entry, cancellation);
    }

    // A part without a key of ours: whatever its whole has that says all we sent, and is not linked yet.
    private async Task<IReadOnlyList<Change>?> AmongItsOwnersAsync(PairRules rules, WriteEntry entry, CancellationToken cancellation)
    {
        var owner = rules.Ready.On(entry.Side).Schema.Properties.FirstOrDefault(property => property is { IsRequired: true, IsReference: true });
        var value = entry.Sent.Pairs.FirstOrDefault(sent => sent.Key == owner?.Path).Value;
        if (owner is null || Values.IsBlank(value)) return null;
        var found = (await AskAsync(rules, entry, owner.Path, value!, cancellation))
            .Where(change => entry.Sent.Pairs.All(sent => Values.Agree(sent.Value, change.Record![sent.Key]))).ToList();
        var linked = await memory.LinksAsync(run.Dataflow.Id, entry.PairId, entry.Side, [.. found.Select(change => change.Id)], cancellation);
        return [.. found.Where(change => !linked.ContainsKey(change.Id))];
    }

    private async Task<IReadOnlyList<Change>> AskAsync(PairRules rules, WriteEntry entry, string path, object value, CancellationToken cancellation)
    {
        var answer = await run.On(entry.Side).FindAsync(rules.Ready.On(entry.Side).Name, path, value, cancellation);
        return answer.Is(out var findings, out var error)
            ? [.. findings.Changes.Where(c => c.Record is not null)]
            : throw RunEnd.Of(Reason.Of(ReasonCodes.NotSearched, run.Dataflow.On(entry.Side).Name, error.Message), error);
    }
}
