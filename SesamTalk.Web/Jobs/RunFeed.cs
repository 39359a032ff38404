using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Jobs;

/// <summary>What is happening in the runs of this process, handed out live: at most four times a second to each subscriber, and always the end.</summary>
public sealed partial class RunFeed(TimeProvider clock, ILogger<RunFeed> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunProgress> _latest = [];
    private readonly Dictionary<string, RunCourse> _courses = [];
    private readonly List<RunSubscription> _subscribers = [];

    /// <summary>How many listen now; a page that was left is not among them.</summary>
    internal int Subscribers
    {
        get
        {
            lock (_gate) return _subscribers.Count;
        }
    }

    /// <summary>Calls <paramref name="tell"/> from any thread, one call at a time, until the subscription is disposed. It must not block.</summary>
    public IDisposable Subscribe(Action<RunProgress> tell)
    {
        var subscription = new RunSubscription(clock, tell, Remove, Failed);
        lock (_gate) _subscribers.Add(subscription);
        return subscription;
    }

    /// <summary>The last thing heard of a dataflow since the process started; null where nothing was.</summary>
    public RunProgress? Latest(string dataflowId)
    {
        lock (_gate) return _latest.GetValueOrDefault(dataflowId);
    }

    /// <summary>The phases of a run, if it is the last one that was heard of in its dataflow; null for any other.</summary>
    public RunCourse? Course(string dataflowId, Guid runId)
    {
        lock (_gate) return _courses.GetValueOrDefault(dataflowId) is { } course && course.RunId == runId ? course : null;
    }

    /// <summary>Passes on what is happening. What is said of a run after its end is not.</summary>
    internal void Publish(RunProgress progress)
    {
        RunSubscription[] subscribers;
        lock (_gate)
        {
            if (_latest.TryGetValue(progress.DataflowId, out var before) && before.RunId == progress.RunId && before.Step == RunStep.Ended) return;
            _latest[progress.DataflowId] = progress;
            var course = _courses.GetValueOrDefault(progress.DataflowId) is { } known && known.RunId == progress.RunId ? known : new RunCourse(progress.RunId, []);
            _courses[progress.DataflowId] = course.After(progress);
            subscribers = [.. _subscribers];
        }
        foreach (var subscriber in subscribers) subscriber.Offer(progress);
    }

    private void Remove(RunSubscription subscription)
    {
        lock (_gate) _subscribers.Remove(subscription);
    }

    private void Failed(Exception error) => SubscriberFailed(error);

    [LoggerMessage(LogLevel.Warning, "A subscriber of the run feed failed; it hears nothing more of that step.")]
    private partial void SubscriberFailed(Exception error);
}
