using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Carries out one journalled write: looks again first, sends only what the plan says, and takes the answer as it comes.</summary>
internal sealed class Writer(OpenRun run, PairRules rules, DataflowLease lease, SyncOptions options, TimeProvider clock)
{
    public async Task<WriteResult> WriteAsync(PlannedWrite planned, string? reference, CancellationToken cancellation)
    {
        Change? fresh = null;
        if (planned.Target is { } target)
        {
            var look = await run.On(planned.Side).ReadAsync(planned.Entity, target, cancellation);
            if (!look.Is(out var reading, out var error)) return WriteResult.Of(error) with { State = WriteState.NotDone };
            fresh = reading.Change;
            if (Stale(planned, fresh) is { } stale) return stale;
        }

        if (run.Pieces.LookUpBeforeDelete && planned.StillGone is { } entity && !FormerId.Is(planned.Source))
        {
            var across = await run.On(planned.Side.Other()).ReadAsync(entity, planned.Source, cancellation);
            if (!across.Is(out var reading, out var error)) return WriteResult.Of(error) with { State = WriteState.NotDone };
            if (reading.Change?.Record is not null) return new(WriteState.Stale, Reason.Of(ReasonCodes.AcrossThereAgain));
        }

        return await ResultAsync(planned, await SendAsync(planned, fresh, reference, cancellation), cancellation);
    }

    /// <summary>Why a write to a record that was looked at again must not be made; null where nothing speaks against it.</summary>
    public WriteResult? Stale(PlannedWrite planned, Change? fresh)
    {
        if (fresh?.Record is null) return new(WriteState.Stale, Reason.Of(ReasonCodes.RecordGone));
        return run.Pieces.ReadBeforeWrite && Moved(planned, rules.Mapper.View(fresh.Record, planned.Side)) is { } path ? new(WriteState.Stale, Reason.Of(ReasonCodes.EditedMeanwhile, path)) : null;
    }

    /// <summary>What is asked of the system, given the record as it was just looked at; null for a create.</summary>
    public Write Request(PlannedWrite planned, Change? fresh, string? reference) => new(
        planned.Entity, KindOf(planned.Act), planned.Target, rules.Mapper.ToSend(planned.Values, fresh?.Record, planned.Side), fresh?.Record, run.Pieces.ReadBeforeWrite ? fresh?.Version ?? RecordVersion.None : RecordVersion.None, reference);

    /// <summary>What the system's answer means.</summary>
    public async Task<WriteResult> ResultAsync(PlannedWrite planned, Answer<Written> answer, CancellationToken cancellation) => answer.Is(out var written, out var refused)
        ? new(WriteState.Done, null, written.Id, await AfterAsync(planned, written, cancellation), written.Version)
        : WriteResult.Of(refused);

    // Only the properties that the write touches, and those merged with them, have to look as they did.
    private static string? Moved(PlannedWrite planned, Record fresh) => planned.Before is null
        ? null
        : planned.Values.Known().Select(value => value.Key).Concat(planned.Guard).FirstOrDefault(path => planned.Before[path] is not Absent && fresh[path] is not Absent && !Values.Same(planned.Before[path], fresh[path]));

    private async Task<Answer<Written>> SendAsync(PlannedWrite planned, Change? fresh, string? reference, CancellationToken cancellation)
    {
        var write = Request(planned, fresh, reference);
        for (var attempt = 0; ; attempt++)
        {
            await lease.StayAsync(cancellation);
            var answer = await lease.DuringAsync(() => run.On(planned.Side).WriteAsync(write, cancellation));
            if (answer.Error is not ConnectorError.Throttled throttled || attempt >= options.ThrottledTries) return answer;
            await Patience.UntilAsync(throttled.Until, clock, cancellation);
        }
    }

    private static WriteKind KindOf(WriteAct act) => act switch
    {
        WriteAct.Create => WriteKind.Create,
        WriteAct.Update => WriteKind.Update,
        WriteAct.Delete => WriteKind.Delete,
        WriteAct.Archive => WriteKind.Archive,
    };

    // A system that answers no record is asked for it, so that what it accepted is remembered and not what we sent.
    private async Task<Record?> AfterAsync(PlannedWrite planned, Written written, CancellationToken cancellation)
    {
        if (written.After is not null || planned.Act is WriteAct.Delete or WriteAct.Archive) return written.After;
        var look = await run.On(planned.Side).ReadAsync(planned.Entity, written.Id, cancellation);
        return look.Value?.Change?.Record;
    }
}
