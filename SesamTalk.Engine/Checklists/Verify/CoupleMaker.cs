using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Makes test records, each written down before it is made, and has the ordinary engine make their partners. Where neither system
/// takes new records a linked one is borrowed.
/// </summary>
internal sealed class CoupleMaker(Bench bench, ProofDiary diary, TestValues values)
{
    private readonly Dictionary<string, List<Couple>> _couples = [];
    private readonly HashSet<string> _making = [];

    /// <summary>The values of a new test record.</summary>
    public Task<Dictionary<string, object?>> DraftAsync(PairRules pair, Side side, CancellationToken cancellation) =>
        new Drafting(bench, values, (row, on, stop) => PartnerAsync(row, on, 0, stop)).ValuesAsync(pair, side, cancellation);

    /// <summary>Makes a test record; stops the proof where its system refuses it, or would not let it be removed again.</summary>
    public async Task<RecordId> MakeAsync(PairRules pair, Side side, Dictionary<string, object?> drafted, CancellationToken cancellation)
    {
        var entity = pair.Ready.On(side);
        if (!entity.Capabilities.CanCreate || !IsRemovable(entity)) throw new ProofStop(Said.NotTaggable(bench.NameOf(side), entity.Name));
        var (path, mark) = MarkOf(entity, drafted);
        var entry = await diary.IntendAsync(pair.Pair.Id, side, entity.Name, path, new ValueMap([KeyValuePair.Create(path, (object?)mark)]), cancellation);
        RecordId? id = entity.Capabilities.ClientAssignedIds ? RecordId.From(drafted[entity.Schema.Properties[entity.Schema.KeySlot].Path]) : null;
        var answer = await bench.WriteAsync(side, new Write(entity.Name, WriteKind.Create, id, Record.Of(entity.Schema, id, drafted), null, RecordVersion.None, path == entity.Capabilities.ReferenceProperty ? mark : null), cancellation);
        if (answer.Is(out var written, out var error))
        {
            await diary.MadeAsync(entry, written.Id, cancellation);
            return written.Id;
        }

        if (error is not ConnectorError.Unknown) await diary.RefusedAsync(entry, cancellation);
        throw new ProofStop(Said.RefusedAtSource(bench.NameOf(side), error.Because));
    }

    /// <summary>Runs the engine over a new record alone and writes down the partner that it made; null where it made none.</summary>
    public async Task<Couple?> FollowAsync(PairRules pair, Side from, RecordId id, CancellationToken cancellation)
    {
        await bench.RunAsync([], [new OnlyRecord(from, pair.Ready.On(from).Name, id)], cancellation);
        if (await bench.LinkAsync(pair, from, id, cancellation) is not { } link) return null;
        if (link.Origin is LinkOrigin.CreatedInA or LinkOrigin.CreatedInB) await diary.FollowedAsync(pair.Pair.Id, from.Other(), pair.Ready.On(from.Other()).Name, link.On(from.Other()), cancellation);
        return Keep(new Couple(pair, link.Id, link.A, link.B));
    }

    /// <summary>Linked records of a pair to test with: those made before, else new ones, else borrowed ones.</summary>
    public async Task<IReadOnlyList<Couple>> SeveralAsync(PairRules pair, int count, CancellationToken cancellation)
    {
        if (!_couples.TryGetValue(pair.Pair.Id, out var known)) known = _couples[pair.Pair.Id] = [];
        if (known.Count >= count || !_making.Add(pair.Pair.Id)) return known;
        try
        {
            for (var tried = known.Count; tried < count && await NewAsync(pair, cancellation) is not null; tried++)
            {
                // Each that is made is kept.
            }
        }
        finally
        {
            _making.Remove(pair.Pair.Id);
        }

        return known;
    }

    /// <summary>New linked records of a pair; null where they cannot be made.</summary>
    public async Task<Couple?> AnotherAsync(PairRules pair, CancellationToken cancellation)
    {
        try
        {
            return await NewAsync(pair, cancellation);
        }
        catch (ProofStop)
        {
            return null;
        }
    }

    /// <summary>The record on a side that a reference may name, of several; null where there are not so many.</summary>
    public async Task<RecordId?> PartnerAsync(MappedRow row, Side side, int at, CancellationToken cancellation)
    {
        foreach (var pair in bench.Pairs.Where(pair => row.On(Side.A).References.Contains(pair.Ready.A.Name) && row.On(Side.B).References.Contains(pair.Ready.B.Name)))
        {
            var some = await SeveralAsync(pair, at + 1, cancellation);
            if (some.Count > at) return some[at].On(side);
        }

        return (await bench.ElsewhereAsync(row, at + 1, cancellation)).Skip(at).Select(couple => (RecordId?)(side == Side.A ? couple.A : couple.B)).FirstOrDefault();
    }

    private async Task<Couple?> NewAsync(PairRules pair, CancellationToken cancellation)
    {
        foreach (var from in new[] { Side.A, Side.B }.Where(from => Checklist.Creates(pair.Pair, from)))
            if (await FollowAsync(pair, from, await MakeAsync(pair, from, await DraftAsync(pair, from, cancellation), cancellation), cancellation) is { } made) return made;
        return await BorrowAsync(pair, cancellation);
    }

    private async Task<Couple?> BorrowAsync(PairRules pair, CancellationToken cancellation)
    {
        var mine = _couples.Values.SelectMany(couples => couples).Select(couple => couple.LinkId).ToHashSet();
        await foreach (var link in bench.Memory.AllLinksAsync(bench.Dataflow.Id, pair.Pair.Id, cancellation))
        {
            if (link.State != Population.InSync || mine.Contains(link.Id)) continue;
            foreach (var side in new[] { Side.A, Side.B })
            {
                if (await bench.ReadAsync(pair, side, link.On(side), cancellation) is not { Record: { } record }) return null;
                var held = pair.WatchedOn(side).Where(path => record[path] is not Absent && record.Schema.Find(path) is { IsReadOnly: false, IsCreateOnly: false, IsKey: false });
                await diary.BorrowAsync(pair.Pair.Id, side, pair.Ready.On(side).Name, link.On(side), new ValueMap([.. held.Select(path => KeyValuePair.Create(path, record[path]))]), cancellation);
            }

            return Keep(new Couple(pair, link.Id, link.A, link.B));
        }

        return null;
    }

    private Couple Keep(Couple couple)
    {
        if (!_couples.TryGetValue(couple.Pair.Pair.Id, out var known)) known = _couples[couple.Pair.Pair.Id] = [];
        known.Add(couple);
        return couple;
    }

    private static bool IsRemovable(EntityDescription entity) => entity.Capabilities.CanDelete || entity.Capabilities.Archive is not null;

    // A value that nobody else has: best one that can be searched by.
    private (string Path, string Mark) MarkOf(EntityDescription entity, Dictionary<string, object?> drafted)
    {
        var own = values.Tag.Replace("-", "", StringComparison.Ordinal);
        if (entity.Capabilities.ReferenceProperty is { } reference)
        {
            if (drafted.GetValueOrDefault(reference) is not string filled) drafted[reference] = filled = $"{values.Tag}-{values.Next()}";
            return (reference, filled);
        }

        return drafted.Where(value => value.Value is string text && text.Replace("-", "", StringComparison.Ordinal).Contains(own, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(value => entity.Capabilities.SearchableBy.Contains(value.Key)).Select(value => (value.Key, (string)value.Value!)).FirstOrDefault(("", ""));
    }
}
