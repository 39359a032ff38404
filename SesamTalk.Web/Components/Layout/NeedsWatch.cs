using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Layout;

/// <summary>A part of the frame that shows how much waits for a person: read with every page and at the end of every run, since nothing else changes it.</summary>
public abstract class NeedsWatch : ComponentBase, IDisposable
{
    private IDisposable? _live;

    [Inject] private IDbContextFactory<TalkDb> Databases { get; set; } = null!;

    [Inject] private RunFeed Feed { get; set; } = null!;

    /// <summary>The numbers; null before they are read.</summary>
    protected NeedCounts? Counts { get; private set; }

    protected override async Task OnParametersSetAsync()
    {
        await using var db = await Databases.CreateDbContextAsync();
        Counts = await NeedCounts.ReadAsync(db, CancellationToken.None);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _live = Feed.Subscribe(progress => _ = progress.Step == RunStep.Ended ? InvokeAsync(ReadAgainAsync) : Task.CompletedTask);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _live?.Dispose();
    }

    private async Task ReadAgainAsync()
    {
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
