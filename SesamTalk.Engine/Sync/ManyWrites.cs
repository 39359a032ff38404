using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Carries out those writes of a batch that go to a system which serves many at once. Each is looked at, searched for and
/// judged as by itself; what needs a look of its own is left to be written one by one.
/// </summary>
internal sealed class ManyWrites(OpenRun run, PairRules rules, Writer writer, CreateGuard guard, DataflowLease lease, SyncOptions options, TimeProvider clock)
{
    /// <summary>What became of the writes that went together.</summary>
    public async Task<Dictionary<PlannedWrite, WriteResult>> WriteAsync(IReadOnlyList<(PlannedWrite Write, string? Reference)> batch, CancellationToken cancellation)
    {
        var results = new Dictionary<PlannedWrite, WriteResult>(ReferenceEqualityComparer.Instance);
        foreach (var side in batch.GroupBy(one => one.Write.Side))
        {
            if (run.On(side.Key) is not IManyAtOnce many) continue;
            var together = Together(side, rules.Ready.On(side.Key).Capabilities.LocksByVersion);
            if (together.Count < 2 || IsOver(results)) continue;
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

    // A system that takes nothing now is asked nothing more; the rest is not done.
    private static bool IsOver(Dictionary<PlannedWrite, WriteResult> results) => results.Values.Any(result => result.Ends is not null);

    // A removal looks across first; a second record of the same key, and a second write to one record, come after the first.
    // Between the look and the write of many is time for an edit, which only the system itself can then tell.
    private static List<(PlannedWrite Write, string? Reference)> Together(IEnumerable<(PlannedWrite Write, string? Reference)> writes, bool locks)
    {
        var (keys, targets) = (new HashSet<string>(), new HashSet<RecordId>());
        return [.. writes.Where(one => one.Write.StillGone is null && (locks || one.Write.Act == WriteAct.Create) && (one.Write.Target is not { } target || targets.Add(target)) && one.Write.Keys.Count(keys.Add) == one.Write.Keys.Length)];
    }

    private async Task WriteAsync(IManyAtOnce many, List<(PlannedWrite Write, string? Reference)> batch, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        var fresh = new Dictionary<RecordId, Change>();
        foreach (var entity in batch.Where(one => one.Write.Target is not null).GroupBy(one => one.Write.Entity))
        {
            var answer = await many.ReadManyAsync(entity.Key, [.. entity.Select(one => one.Write.Target!.Value)], cancellation);
            if (answer.Is(out var found, out var error)) foreach (var change in found.Changes) fresh[change.Id] = change;
            else foreach (var (write, _) in entity) results[write] = WriteResult.Of(error) with { State = WriteState.NotDone };
            if (IsOver(results)) return;
        }

        foreach (var (write, _) in batch.Where(one => one.Write.Target is not null && !results.ContainsKey(one.Write)))
            if (writer.Stale(write, fresh.GetValueOrDefault(write.Target!.Value)) is { } stale) results[write] = stale;
        foreach (var (write, refused) in await guard.LookAsync(many, [.. batch.Select(one => one.Write).Where(write => write.Act == WriteAct.Create)], cancellation))
            results[write] = refused;
        if (IsOver(results)) return;
        await SendAsync(many, batch.FindAll(one => !results.ContainsKey(one.Write)), fresh, results, cancellation);
    }

    // What was not done because there was no turn left is asked again when the system said, a few times.
    private async Task SendAsync(IManyAtOnce many, List<(PlannedWrite Write, string? Reference)> batch, Dictionary<RecordId, Change> fresh, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        for (var attempt = 0; batch.Count > 0; attempt++)
        {
            await lease.StayAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            var requests = batch.ConvertAll(one => writer.Request(one.Write, one.Write.Target is { } target ? fresh[target] : null, one.Reference));
            var answers = await AskAsync(many, batch, requests, results, cancellation);
            var again = attempt < options.ThrottledTries ? answers.Select(answer => answer.Error).OfType<ConnectorError.Throttled>().LastOrDefault() : null;
            foreach (var ((write, _), answer) in batch.Zip(answers).Where(one => again is null || one.Second.Error is not ConnectorError.Throttled))
            {
                // What was answered is taken to its end also when the run is cancelled meanwhile, or it would count as never sent.
                var result = await writer.ResultAsync(write, answer, CancellationToken.None);
                results[write] = result.IsDone && write is { Act: WriteAct.Create, Keys.IsEmpty: false } ? result with { Conflict = await guard.SettledAsync(write, CancellationToken.None) } : result;
            }

            if (again is null) return;
            batch = batch.FindAll(one => !results.ContainsKey(one.Write));
            await Patience.UntilAsync(again.Until, clock, cancellation);
        }
    }

    // Which of them took effect when the call is broken off is looked up by the next run.
    private async Task<IReadOnlyList<Answer<Written>>> AskAsync(IManyAtOnce many, List<(PlannedWrite Write, string? Reference)> batch, List<Write> requests, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        try
        {
            return await lease.DuringAsync(() => many.WriteManyAsync(requests, () => lease.StayAsync(cancellation), cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            foreach (var (write, _) in batch) results[write] = new WriteResult(WriteState.Unknown, Reason.Of(ReasonCodes.CancelledUnderWay));
            return [];
        }
    }
}
