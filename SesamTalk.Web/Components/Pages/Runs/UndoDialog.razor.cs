using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>Shows what putting back a run, or one record of it, would write as things are now, and asks before it is done.</summary>
public sealed partial class UndoDialog(Reader reader, IStringLocalizer<RunTexts> t, Previews previews, RunQueue queue, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Preview? _preview;
    private bool _busy;

    [Parameter, EditorRequired] public string DataflowId { get; set; } = "";

    [Parameter, EditorRequired] public required UndoScope Scope { get; set; }

    [Parameter, EditorRequired] public string A { get; set; } = "";

    [Parameter, EditorRequired] public string B { get; set; } = "";

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    private IReadOnlyList<WriteLine> Writes => _preview?.Body is { } body ? PlanLines.Of(body, A, B, t, Sees) : [];

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _preview = await previews.OfUndoAsync(DataflowId, Scope, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    private async Task UndoAsync()
    {
        if (_busy) return;
        _busy = true;
        var run = await queue.EnqueueAsync(new SyncRequest(DataflowId, RunKind.Undo, RunTrigger.Person, reader.As(Act.Undo)) { Undo = Scope });
        await OnClosed.InvokeAsync();
        navigation.NavigateTo(TalkUrls.Run(run));
    }
}
