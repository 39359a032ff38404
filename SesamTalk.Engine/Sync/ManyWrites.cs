using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Carries out those writes of a batch that go to a system which serves many at once. Each is looked at, searched for and
/// judged as by itself; what needs a look of its own is left to be written one by one.
/// </summary>
internal sealed class ManyWrites(OpenRun run, Writer writer, CreateGuard guard, DataflowLease lease)
{
    /// <summary>What became of the writes that went together.</summary>
    public async Task<Dictionary<PlannedWrite, WriteResult>> WriteAsync(IReadOnlyList<(PlannedWrite Write, string? Reference)> batch, CancellationToken cancellation)
    {
        var results = new Dictionary<PlannedWrite, WriteResult>(ReferenceEqualityComparer.Instance);
        foreach (var side in batch.GroupBy(one => one.Write.Side))
        {
            if (run.On(side.Key) is not IManyAtOnce many) continue;
            var together = Together(side);
            if (together.Count < 2 || results.Values.Any(result => result.Ends is not null)) continue;
            try
            {
                await WriteAsync(many, together, results, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Nothing of the rest was sent.
            }
        }

        return results;
    }

    // A removal looks across first; a second record of the same key, and a second write to one record, come after the first.
    private static List<(PlannedWrite Write, string? Reference)> Together(IEnumerable<(PlannedWrite Write, string? Reference)> writes)
    {
        var (keys, targets) = (new HashSet<string>(), new HashSet<RecordId>());
        return [.. writes.Where(one => one.Write.StillGone is null && (one.Write.Target is not { } target || targets.Add(target)) && one.Write.Keys.Count(keys.Add) == one.Write.Keys.Length)];
    }

    private async Task WriteAsync(IManyAtOnce many, List<(PlannedWrite Write, string? Reference)> batch, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        var fresh = new Dictionary<RecordId, Change>();
        foreach (var entity in batch.Where(one => one.Write.Target is not null).GroupBy(one => one.Write.Entity))
        {
            var answer = await many.ReadManyAsync(entity.Key, [.. entity.Select(one => one.Write.Target!.Value)], cancellation);
            if (answer.Is(out var found, out var error)) foreach (var change in found.Changes) fresh[change.Id] = change;
            else foreach (var (write, _) in entity) results[write] = WriteResult.Of(error) with { State = WriteState.NotDone };
        }

        foreach (var (write, _) in batch.Where(one => one.Write.Target is not null && !results.ContainsKey(one.Write)))
            if (writer.Stale(write, fresh.GetValueOrDefault(write.Target!.Value)) is { } stale) results[write] = stale;
        foreach (var (write, refused) in await guard.LookAsync(many, [.. batch.Select(one => one.Write).Where(write => write.Act == WriteAct.Create && !write.Keys.IsEmpty)], cancellation))
            results[write] = refused;

        await SendAsync(many, batch.FindAll(one => !results.ContainsKey(one.Write)), fresh, results, cancellation);
    }

    private async Task SendAsync(IManyAtOnce many, List<(PlannedWrite Write, string? Reference)> batch, Dictionary<RecordId, Change> fresh, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        if (batch.Count == 0) return;
        await lease.StayAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        var requests = batch.ConvertAll(one => writer.Request(one.Write, one.Write.Target is { } target ? fresh[target] : null, one.Reference));
        IReadOnlyList<Answer<Written>> answers;
        try
        {
            answers = await lease.DuringAsync(() => many.WriteManyAsync(requests, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Which of them took effect is looked up by the next run.
            foreach (var (write, _) in batch) results[write] = new WriteResult(WriteState.Unknown, Reason.Of(ReasonCodes.CancelledUnderWay));
            return;
        }

        // One of which nothing was done because there was no turn left waits for the next by itself.
        foreach (var ((write, _), answer) in batch.Zip(answers).Where(one => one.Second.Error is not ConnectorError.Throttled))
        {
            var result = await writer.ResultAsync(write, answer, cancellation);
            results[write] = result.IsDone && write is { Act: WriteAct.Create, Keys.IsEmpty: false } ? result with { Conflict = await guard.SettledAsync(write, cancellation) } : result;
        }
    }
}
