using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Leaves everything as it was: test records are deleted, or put out of use where their system deletes none; what was borrowed gets
/// its values back; and what the engine remembers of them is forgotten. What cannot be done stays written down and is told.
/// </summary>
internal sealed class Cleaner(Bench bench, TestRecordStore store, RunJournal journal)
{
    /// <summary>Cleans up; gives what could not be. Records that others refer to are tried again once those are gone.</summary>
    public async Task<IReadOnlyList<TestRecord>> CleanAsync(IReadOnlyList<TestRecord> records, CancellationToken cancellation)
    {
        var (left, before) = (await TraceAsync(records, cancellation), int.MaxValue);
        while (left.Count > 0 && left.Count < before)
        {
            before = left.Count;
            var still = new List<TestRecord>();
            foreach (var record in left)
            {
                var done = await CleanAsync(record, cancellation);
                await store.SaveAsync([done], cancellation);
                if (done.State != TestRecordState.CleanedUp) still.Add(done);
            }

            left = still;
        }

        return left;
    }

    // The newest first. What the engine made of a test record without anybody having written it down is told by the link.
    private async Task<List<TestRecord>> TraceAsync(IReadOnlyList<TestRecord> records, CancellationToken cancellation)
    {
        var all = new List<TestRecord>();
        foreach (var record in records.OrderByDescending(record => record.At).ThenByDescending(record => record.Id))
        {
            var found = record.Record is null && !record.IsBorrowed ? await FoundAsync(record, cancellation) : record;
            if (found.Record is not null && !found.IsBorrowed) all.AddRange(await FollowersAsync(found, [.. records, .. all], cancellation));
            all.Add(found);
        }

        return all;
    }

    private async Task<List<TestRecord>> FollowersAsync(TestRecord found, List<TestRecord> known, CancellationToken cancellation)
    {
        var (followers, across) = (new List<TestRecord>(), found.Side.Other());
        foreach (var pair in bench.Pairs.Where(pair => pair.Ready.On(found.Side).Name == found.Entity))
        {
            if (await bench.LinkAsync(pair, found.Side, found.Record!.Value, cancellation) is not { } link || link.Origin != (across == Side.A ? LinkOrigin.CreatedInA : LinkOrigin.CreatedInB)) continue;
            if (!known.Any(other => other.Side == across && other.Record == link.On(across)))
                followers.Add(found with { Id = Follower(found.Id), Side = across, Entity = pair.Ready.On(across).Name, PairId = pair.Pair.Id, Record = link.On(across), State = TestRecordState.Standing, MarkPath = "", Marked = ValueMap.Empty });
        }

        return followers;
    }

    private async Task<TestRecord> FoundAsync(TestRecord record, CancellationToken cancellation)
    {
        try
        {
            return record with { Record = await FindAsync(record, cancellation), Message = Reason.None };
        }
        catch (ProofStop stop)
        {
            return Left(record, stop.Reason);
        }
    }

    // Told apart from its cause, and the same however often it is looked for.
    private static Guid Follower(Guid cause)
    {
        var bytes = cause.ToByteArray();
        bytes[15] ^= 0xFF;
        return new Guid(bytes);
    }

    private async Task<TestRecord> CleanAsync(TestRecord record, CancellationToken cancellation)
    {
        if (bench.Pairs.FirstOrDefault(pair => pair.Pair.Id == record.PairId) is not { } pair) return Left(record, Said.NotReady(record.PairId));
        if (record.Record is not { } id) return record.Message.IsEmpty ? record with { State = TestRecordState.CleanedUp } : record;
        try
        {
            var now = await bench.ReadAsync(pair, record.Side, id, cancellation);
            var refused = now is null ? null : record.IsBorrowed ? await GiveBackAsync(pair, record, now, cancellation) : await RemoveAsync(pair, record, now, cancellation);
            if (refused is not null) return Left(record, refused.Because);
            if (record.IsBorrowed) await LookAgainAsync(pair, record, id, cancellation);
            // What is only out of use is still read: without its link it would get a new partner.
            else if (now is null || await bench.ReadAsync(pair, record.Side, id, cancellation) is null) await ForgetAsync(record, id, cancellation);
            return record with { State = TestRecordState.CleanedUp, Message = Reason.None };
        }
        catch (ProofStop stop)
        {
            return Left(record, stop.Reason);
        }
    }

    private static TestRecord Left(TestRecord record, Reason why) => record with { State = TestRecordState.Left, Message = why };

    private async Task<RecordId?> FindAsync(TestRecord record, CancellationToken cancellation)
    {
        if (record.MarkPath.Length == 0 || record.Marked.Pairs.IsEmpty || record.Marked.Pairs[0].Value is not { } mark) return null;
        var answer = await bench.FindAsync(record.Side, record.Entity, record.MarkPath, mark, cancellation);
        if (!answer.Is(out var findings, out var error)) throw new ProofStop(Reason.Of(ReasonCodes.NotAsked, bench.NameOf(record.Side), record.Entity, error.Because));
        return findings.Changes.Count == 1 ? findings.Changes[0].Id : null;
    }

    private async Task<ConnectorError?> RemoveAsync(PairRules pair, TestRecord record, Change now, CancellationToken cancellation)
    {
        var entity = pair.Ready.On(record.Side);
        if (entity.Capabilities.CanDelete)
        {
            var deleted = await bench.WriteAsync(record.Side, new Write(entity.Name, WriteKind.Delete, now.Id, Record.Empty(entity.Schema, now.Id), now.Record, now.Version, null), cancellation);
            if (deleted.Error is null || await bench.ReadAsync(pair, record.Side, now.Id, cancellation) is null) return null;
            if (entity.Capabilities.Archive is null) return deleted.Error;
        }

        var archived = await bench.WriteAsync(record.Side, new Write(entity.Name, WriteKind.Archive, now.Id, Record.Empty(entity.Schema, now.Id), now.Record, now.Version, null), cancellation);
        return archived.Error;
    }

    private async Task<ConnectorError?> GiveBackAsync(PairRules pair, TestRecord record, Change now, CancellationToken cancellation)
    {
        var entity = pair.Ready.On(record.Side);
        var held = record.Before.Pairs.Where(value => !Values.Same(value.Value, now.Record![value.Key])).ToList();
        if (held.Count == 0) return null;
        var values = Record.Of(entity.Schema, now.Id, held);
        var answer = await bench.WriteAsync(record.Side, new Write(entity.Name, WriteKind.Update, now.Id, pair.Mapper.ToSend(values, now.Record, record.Side), now.Record, now.Version, null), cancellation);
        if (answer.Error is not null) return answer.Error;
        var after = await bench.ReadAsync(pair, record.Side, now.Id, cancellation);
        var wrong = held.Where(value => !Values.Agree(value.Value, after?.Record![value.Key])).Select(value => value.Key).ToList();
        return wrong.Count == 0 ? null : new ConnectorError.Rejected([], Reason.InOwnWords(string.Join(", ", wrong)));
    }

    private async Task LookAgainAsync(PairRules pair, TestRecord record, RecordId id, CancellationToken cancellation)
    {
        if (await bench.LinkAsync(pair, record.Side, id, cancellation) is { } link) await bench.RunAsync([link.Id], [], cancellation);
    }

    private async Task ForgetAsync(TestRecord record, RecordId id, CancellationToken cancellation)
    {
        var links = new List<Guid>();
        var pairs = bench.Pairs.Where(pair => pair.Ready.On(record.Side).Name == record.Entity).ToList();
        foreach (var pair in pairs)
            if (await bench.LinkAsync(pair, record.Side, id, cancellation) is { } link) links.Add(link.Id);
        await journal.RecordAsync(new JournalBatch
        {
            DataflowId = bench.Dataflow.Id, RemovedLinks = links, At = bench.Now, NoLongerUnlinked = [.. pairs.Select(pair => new UnlinkedKey(pair.Pair.Id, record.Side, id))],
        }, cancellation);
    }
}
