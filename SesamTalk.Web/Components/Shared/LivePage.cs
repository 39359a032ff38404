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
        if (firstRender) _live = Feed.Subscribe(progress => _ = InvokeAsync(() => HearAsync(progress)));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _live?.Dispose();
        base.Dispose(disposing);
    }
}
