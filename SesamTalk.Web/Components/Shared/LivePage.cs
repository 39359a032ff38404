using Microsoft.AspNetCore.Components;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A page that hears of runs while it is open, and lets go of them when it is left.</summary>
public abstract class LivePage : TalkPage
{
    private readonly Dictionary<string, RunProgress> _missed = [];
    private readonly OwnLanguage _own = new();
    private IDisposable? _live;

    /// <summary>What runs say of themselves.</summary>
    [Inject] protected RunFeed Feed { get; set; } = null!;

    [Inject] private LivePause Pause { get; set; } = null!;

    /// <summary>Something was heard; called on the page's own thread.</summary>
    protected abstract Task HearAsync(RunProgress progress);

    /// <summary>The run of a dataflow that is queued or under way; null for none.</summary>
    protected RunProgress? Going(string dataflowId) => Feed.Latest(dataflowId) is { Step: not RunStep.Ended } now ? now : null;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        Pause.Changed += Resumed;
        _live = Feed.Subscribe(progress => _ = HeardAsync(_own, () => TakeAsync(progress)));
    }

    // While the reader has paused, the last that each dataflow said is kept; an end is never lost behind a beginning.
    private Task TakeAsync(RunProgress progress)
    {
        if (!Pause.IsPaused) return HearAsync(progress);
        if (!_missed.TryGetValue(progress.DataflowId, out var before) || before.Step != RunStep.Ended || progress.Step == RunStep.Ended) _missed[progress.DataflowId] = progress;
        return Task.CompletedTask;
    }

    private void Resumed()
    {
        if (Pause.IsPaused) return;
        _ = HeardAsync(_own, async () =>
        {
            RunProgress[] missed = [.. _missed.Values];
            _missed.Clear();
            foreach (var progress in missed) await HearAsync(progress);
        });
    }

    /// <summary>Does what is heard from elsewhere on the page's own thread and in the reader's language.</summary>
    protected Task HeardAsync(OwnLanguage language, Func<Task> act) => InvokeAsync(() =>
    {
        language.Speak();
        return act();
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_live is not null) Pause.Changed -= Resumed;
            _live?.Dispose();
        }

        base.Dispose(disposing);
    }
}
