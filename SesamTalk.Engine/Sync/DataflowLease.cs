using System.Data.Common;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The name under which a dataflow is held by whoever runs it.</summary>
public static class DataflowHold
{
    /// <summary>The name among the leases.</summary>
    public static string NameOf(string dataflowId) => $"dataflow/{dataflowId}";
}

/// <summary>One runner for each dataflow: held for the run, renewed with every batch, given free at the end; it runs out by itself after a crash.</summary>
internal sealed class DataflowLease(Leases leases, string dataflowId, Guid? runId, TimeSpan time, bool beats, TimeProvider clock) : IAsyncDisposable
{
    private readonly string _name = DataflowHold.NameOf(dataflowId);
    private readonly string _holder = runId?.ToString("N") ?? "anybody";
    private long _renewedTicks;
    private bool _isReleased;
    private ITimer? _beat;

    // Written by a beat while the run reads it.
    private DateTimeOffset Renewed
    {
        get => new(Volatile.Read(ref _renewedTicks), TimeSpan.Zero);
        set => Volatile.Write(ref _renewedTicks, value.UtcTicks);
    }

    /// <summary>False where another run has the dataflow.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancellation) => Has(await leases.TakeAsync(_name, _holder, time, cancellation));

    /// <summary>The same, and notes in the journal that the run has begun.</summary>
    public async Task<bool> TakeAsync(RunJournal journal, Run run, CancellationToken cancellation) => Has(await journal.BeginAsync(run, leases.Wish(_name, _holder, time), cancellation));

    /// <summary>Notes in the journal how the run ended, and gives the dataflow free with it.</summary>
    public async Task EndAsync(RunJournal journal, Run run, CancellationToken cancellation)
    {
        await journal.EndAsync(run, leases.Wish(_name, _holder, time), cancellation);
        _isReleased = true;
    }

    private bool Has(bool taken)
    {
        if (!taken) return false;
        Renewed = clock.GetUtcNow();
        if (beats) _beat = clock.CreateTimer(_ => _ = BeatAsync(), null, time / 4, time / 4);
        return true;
    }

    /// <summary>A sign of life. Ends the run where the lease was taken over in the meantime: another one is writing.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        if (!await leases.RenewAsync(_name, _holder, time, cancellation))
            throw new RunEnd(RunOutcome.Interrupted, Reason.Of(ReasonCodes.TakenOver));
        Renewed = clock.GetUtcNow();
    }

    /// <summary>Asked right before a write and before its answer is stored: after a long pause the dataflow may be another's.</summary>
    public Task StayAsync(CancellationToken cancellation) => clock.GetUtcNow() - Renewed < time / 2 ? Task.CompletedTask : RenewAsync(cancellation);

    /// <summary>
    /// Gives signs of life while a write is under way: a system may ask for more patience than the lease has, and what it then does
    /// must not come after another run has looked and found nothing done.
    /// </summary>
    public async Task<T> DuringAsync<T>(Func<Task<T>> write)
    {
        await using var beat = clock.CreateTimer(_ => _ = BeatAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        beat.Change(time / 4, time / 4);
        return await write();
    }

    private async Task BeatAsync()
    {
        try
        {
            var now = clock.GetUtcNow();
            if (await leases.RenewAsync(_name, _holder, time) && beats) Renewed = now;
        }
        catch (DbException)
        {
            // The database is away for the moment; whether the dataflow is still ours is asked before the next write.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_beat is not null) await _beat.DisposeAsync();
        if (_isReleased) return;
        try
        {
            await leases.ReleaseAsync(_name, _holder, CancellationToken.None);
        }
        catch (Exception error) when (StoreTrouble.Of(error) is not null)
        {
            // It runs out by itself.
        }
    }
}
