using Microsoft.AspNetCore.Components;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A page that hears of runs while it is open, and lets go of them when it is left.</summary>
public abstract class LivePage : TalkPage
{
    private IDisposable? _live;

    /// <summary>What runs say of themselves.</summary>
    [Inject] protected RunFeed Feed { get; set; } = null!;

    /// <summary>Something was heard; called on the page's own thread.</summary>
    protected abstract Task HearAsync(RunProgress progress);

    /// <summary>The run of a dataflow that is queued or under way; null for none.</summary>
    protected RunProgress? Going(string dataflowId) => Feed.Latest(dataflowId) is { Step: not RunStep.Ended } now ? now : null;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        var language = new OwnLanguage();
        _live = Feed.Subscribe(progress => _ = HeardAsync(language, () => HearAsync(progress)));
    }

    /// <summary>Does what is heard from elsewhere on the page's own thread and in the reader's language.</summary>
    protected Task HeardAsync(OwnLanguage language, Func<Task> act) => InvokeAsync(() =>
    {
        language.Speak();
        return act();
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing) _live?.Dispose();
        base.Dispose(disposing);
    }
}
