using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;
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
        try
        {
            await using var db = await Databases.CreateDbContextAsync();
            Counts = await NeedCounts.ReadAsync(db, CancellationToken.None);
        }
        catch (DbException)
        {
            Counts = null; // The page says that nothing can be read; its frame stays.
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        var language = new OwnLanguage();
        _live = Feed.Subscribe(progress => _ = progress.Step == RunStep.Ended ? InvokeAsync(() => ReadAgainAsync(language)) : Task.CompletedTask);
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

    private async Task ReadAgainAsync(OwnLanguage language)
    {
        language.Speak();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
