using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Reads both sides since their cursors, or everything. A read that did not reach its end ends the run: partial is never taken for complete.</summary>
internal sealed class ChangeReader(SyncMemory memory, FullReads fullReads, RestingRecords resting, Newcomers newcomers)
{
    public async Task<Readings> ReadAsync(OpenRun run, CancellationToken cancellation)
    {
        var wanted = new[] { Side.A, Side.B }.SelectMany(side => run.Pairs.Select(pair => (side, entity: pair.Ready.On(side)))).DistinctBy(w => (w.side, w.entity.Name)).ToList();
        var readings = new List<EntityReading>();
        foreach (var (side, entity) in wanted)
        {
            Tell(run, new EntityReading(side, entity, false, null, []), isRead: false);
            var read = await ReadAsync(run, side, entity, new Readings(readings), cancellation);
            Tell(run, read, isRead: true);
            readings.Add(read);
        }

        return new Readings(readings);
    }

    // By the names that the dataflow's pairs have for the entity; its system may spell it otherwise, and it is read once for all of them.
    private static void Tell(OpenRun run, EntityReading read, bool isRead)
    {
        foreach (var name in run.Pairs.Where(pair => pair.Ready.On(read.Side).Name == read.Entity.Name).Select(pair => pair.Pair.On(read.Side).Entity).Distinct())
            run.Tell(RunStep.Reading, name, read.Count, isRead ? read.Count : null, read.Side);
    }

    // What was set aside goes with a run that ends before it is planned.
    private async Task<EntityReading> ReadAsync(OpenRun run, Side side, EntityDescription entity, Readings before, CancellationToken cancellation)
    {
        EntityReading? begun = null;
        try
        {
            return await ReadAsync(run, side, entity, read => begun = read, cancellation);
        }
        catch
        {
            begun?.Aside?.Dispose();
            before.Dispose();
            throw;
        }
    }

    private async Task<EntityReading> ReadAsync(OpenRun run, Side side, EntityDescription entity, Action<EntityReading> begun, CancellationToken cancellation)
    {
        if (run.Only is not null) return await ReadOnlyAsync(run, side, entity, cancellation);
        if (run.On(side) is ISelectiveReads selective) selective.NeedsOnly(entity.Name, NeededPaths.Of(run, side, entity));
        var isFull = await fullReads.IsDueAsync(run, side, entity, cancellation);
        var since = isFull ? null : await memory.CursorAsync(run.Dataflow.Id, side, entity.Name, cancellation);
        var read = new EntityReading(side, entity, since is null, null, []);
        var watch = since is null ? await resting.OverAsync(run, side, entity, cancellation) : null;
        var newcomer = newcomers.Over(run, side, entity);
        begun(read);
        await foreach (var answer in run.On(side).ReadChangesAsync(entity.Name, since, cancellation))
        {
            if (!answer.Is(out var page, out var error)) throw RunEnd.Of(Reason.Of(ReasonCodes.NotRead, run.Dataflow.On(side).Name, entity.Name, error.Because), error);
            var changes = page.Changes.Where(change => !IsErased(run, side, entity, change.Id)).ToList();
            await KeepAsync(read, changes, watch, cancellation);
            if (newcomer is not null) await newcomer.LookAsync(read, [.. changes.Select(change => change.Id)], cancellation);
            Tell(run, read, isRead: false);
            if (page.IsLast) read.Aside?.Settle(read.Changes.Keys);
            if (page.IsLast) return read with { Cursor = page.Cursor, MovesCursor = page.Cursor != since };
        }

        if (!run.Pieces.PartialNeverComplete) return read with { Cursor = $"{run.Now.UtcTicks}" };
        throw new RunEnd(RunOutcome.Interrupted, Reason.Of(ReasonCodes.StoppedInMiddle, run.Dataflow.On(side).Name, entity.Name));
    }

    // Of several changes of one record the last counts, whichever of the two it was before.
    private static async Task KeepAsync(EntityReading read, IEnumerable<Change> changes, RestingRecords.Watch? watch, CancellationToken cancellation)
    {
        if (watch is null)
        {
            foreach (var change in changes) read.Keep(change);
            return;
        }

        var page = new Dictionary<RecordId, Change>();
        foreach (var change in changes) page[change.Id] = change;
        var resting = await watch.RestingAsync(page, cancellation);
        foreach (var (id, change) in page)
        {
            if (resting.Contains(id)) read.Rest(id);
            else read.Keep(change);
        }
    }

    // By the pairs' own spelling of the entity, as it was erased.
    private static bool IsErased(OpenRun run, Side side, EntityDescription entity, RecordId id) =>
        !run.Erased.IsEmpty && run.Pairs.Any(pair => pair.Ready.On(side).Name == entity.Name && run.Erased.Has(run.Dataflow.On(side).SystemId, FoldedName.Of(pair.Pair.On(side).Entity), id));

    // Some records only, each by itself: nothing is told of any other, so no cursor moves and nothing counts as gone.
    private static async Task<EntityReading> ReadOnlyAsync(OpenRun run, Side side, EntityDescription entity, CancellationToken cancellation)
    {
        var lookUps = new LookUps(run);
        var changes = new Dictionary<RecordId, Change>();
        foreach (var record in run.OnlyRecords.Where(record => record.Side == side && record.Entity == entity.Name && !IsErased(run, side, entity, record.Id)))
            if (await lookUps.ReadAsync(side, entity, record.Id, cancellation) is { } change) changes[record.Id] = change;
        return new EntityReading(side, entity, false, null, changes);
    }
}
