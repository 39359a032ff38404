using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Jobs;

/// <summary>One listener of the feed: the first word after a silence comes at once, then the newest of each run four times a second.</summary>
internal sealed class RunSubscription : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private readonly Dictionary<Guid, RunProgress> _waiting = [];
    private readonly Action<RunProgress> _tell;
    private readonly Action<RunSubscription> _remove;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private bool _resting, _over;

    public RunSubscription(TimeProvider clock, Action<RunProgress> tell, Action<RunSubscription> remove, Action<Exception> failed)
    {
        (_tell, _remove, _failed) = (tell, remove, failed);
        _timer = clock.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Offer(RunProgress progress)
    {
        lock (_gate)
        {
            if (_over) return;
            _waiting[progress.RunId] = progress;
            if (_resting) return;
        }
        Flush();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_over) return;
            _over = true;
            _waiting.Clear();
        }
        _timer.Dispose();
        _remove(this);
    }

    private void Flush()
    {
        // Told under a lock of its own, so that two steps never overtake each other, and a listener may dispose itself meanwhile.
        lock (_telling)
        {
            foreach (var progress in Take()) Tell(progress);
        }
    }

    private RunProgress[] Take()
    {
        lock (_gate)
        {
            RunProgress[] taken = [.. _waiting.Values];
            _waiting.Clear();
            _resting = taken.Length > 0 && !_over;
            if (_resting) _timer.Change(Pace, Timeout.InfiniteTimeSpan);
            return taken;
        }
    }

    private void Tell(RunProgress progress)
    {
        lock (_gate)
        {
            if (_over) return;
        }
        try
        {
            _tell(progress);
        }
        catch (Exception error)
        {
            _failed(error);
        }
    }
}
