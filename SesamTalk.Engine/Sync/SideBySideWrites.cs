using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Carries out those writes of a batch that go to a system which serves several requests at the same time. Each is searched for,
/// looked at and sent exactly as by itself; only that others are under way meanwhile. Removals, a second write to one record and
/// a second record of one merge key are left to be written after the others, one by one.
/// </summary>
/// <param name="door">The connector of a side.</param>
/// <param name="one">Carries out one write.</param>
/// <param name="tell">Told of each that was answered, one at a time.</param>
internal sealed class SideBySideWrites(Func<Side, IConnector> door, Func<PlannedWrite, WriteEntry, Task<WriteResult>> one, Action<PlannedWrite> tell)
{
    // Enough in a batch that the last ones under way are few among all, and no more than a crash may leave to be looked up.
    private const int Rounds = 64, Most = 2_000;

    private readonly Lock _gate = new();
    private bool _isOver;

    /// <summary>How many items a batch for a system may have.</summary>
    public static int SizeOf(IConnector connector, SyncOptions options) => connector switch
    {
        IManyAtOnce many => many.Most,
        ISideBySide { AtOnce: > 1 and var atOnce } => Math.Max(options.BatchSize, Math.Min(Rounds * atOnce, Most)),
        _ => options.BatchSize,
    };

    /// <summary>
    /// Adds what became of them to the results. Where a system says that it takes nothing now, or the run is cancelled, nothing more
    /// is begun; what is under way is waited for.
    /// </summary>
    public async Task WriteAsync(IReadOnlyList<(PlannedWrite Write, WriteEntry Entry)> batch, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        _isOver = results.Values.Any(result => result.Ends is not null);
        foreach (var side in batch.GroupBy(planned => planned.Write.Side))
        {
            if (door(side.Key) is not ISideBySide { AtOnce: > 1 and var atOnce }) continue;
            var apart = Apart(side);
            var next = -1;
            await Task.WhenAll([.. Enumerable.Range(0, Math.Min(atOnce, apart.Count)).Select(_ => GoOnAsync(apart, () => Interlocked.Increment(ref next), results, cancellation))]);
        }
    }

    private static List<(PlannedWrite Write, WriteEntry Entry)> Apart(IEnumerable<(PlannedWrite Write, WriteEntry Entry)> writes)
    {
        var (keys, targets) = (new HashSet<string>(), new HashSet<RecordId>());
        return [.. writes.Where(one => one.Write.Act is WriteAct.Create or WriteAct.Update && (one.Write.Target is not { } target || targets.Add(target)) && one.Write.Keys.Count(keys.Add) == one.Write.Keys.Length)];
    }

    // Each of a few takes the next one as soon as it is done with its own. A mistake of ours ends them all.
    private async Task GoOnAsync(List<(PlannedWrite Write, WriteEntry Entry)> writes, Func<int> next, Dictionary<PlannedWrite, WriteResult> results, CancellationToken cancellation)
    {
        try
        {
            while (!IsOver() && !cancellation.IsCancellationRequested && next() is var place && place < writes.Count)
            {
                var (write, entry) = writes[place];
                Add(results, write, await SettledAsync(write, entry, cancellation));
            }
        }
        catch
        {
            lock (_gate) _isOver = true;
            throw;
        }
    }

    // A cancel while the record is searched for: nothing was sent. One that breaks off a request is the request's own answer.
    private async Task<WriteResult> SettledAsync(PlannedWrite write, WriteEntry entry, CancellationToken cancellation)
    {
        try
        {
            return await one(write, entry);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new WriteResult(WriteState.NotDone, Reason.Of(ReasonCodes.EndedBefore));
        }
    }

    private bool IsOver()
    {
        lock (_gate) return _isOver;
    }

    private void Add(Dictionary<PlannedWrite, WriteResult> results, PlannedWrite write, WriteResult result)
    {
        lock (_gate)
        {
            results[write] = result;
            _isOver |= result.Ends is not null;
            tell(write);
        }
    }
}
