namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>This process's turns of a rate that other processes share: taken from the ledger as many at a time as are about to be used.</summary>
internal sealed class SharedTurns(IRateLedger ledger, string key, TimeProvider clock) : IDisposable
{
    private const int MostLapses = 5;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly long _start = clock.GetTimestamp();
    private int _waiting;
    private int _left;
    private TimeSpan _from;
    private TimeSpan _until;

    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Waits for a turn among all processes, in the order of asking.</summary>
    public async Task AcquireAsync(double perSecond, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _gate.WaitAsync(cancellation);
            try
            {
                await NextAsync(perSecond, cancellation);
            }
            finally
            {
                _gate.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Tells the others that nobody may send for a while.</summary>
    public Task HoldAsync(TimeSpan span, CancellationToken cancellation) => ledger.HoldAsync(key, span, cancellation);

    public void Dispose() => _gate.Dispose();

    // A machine that is so busy that turns lapse again and again goes on all the same: the other side has the last word.
    private async Task NextAsync(double perSecond, CancellationToken cancellation)
    {
        for (var lapses = 0; lapses < MostLapses; lapses++)
        {
            if (_left == 0 && !await TakeAsync(perSecond, cancellation)) return;
            await clock.PauseAsync(_from - Now, cancellation);
            if (Now <= _until) break;
            _left = 0;
        }

        if (_left > 0) _left--;
    }

    private async Task<bool> TakeAsync(double perSecond, CancellationToken cancellation)
    {
        // As many as wait here, or leave while a turn is good; half a second's at most, so that the others come in between.
        var wanted = Math.Max(Volatile.Read(ref _waiting), (int)(perSecond * GivenTurns.Grace.TotalSeconds));
        var most = Math.Max(1, (int)(perSecond / 2));
        if (await ledger.TakeAsync(key, Math.Clamp(wanted, 1, most), perSecond, cancellation) is not { } turns) return false;
        _from = Now + turns.Wait;
        _until = _from + turns.GoodFor;
        _left = turns.Count;
        return true;
    }
}
