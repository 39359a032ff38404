using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What can be done with a dataflow from anywhere it is shown: run it, pause it with a reason, let it run again.</summary>
public sealed partial class DataflowActions(
    Reader reader, IStringLocalizer<DataflowTexts> t, RunQueue queue, DataflowStore dataflows, SystemNames names, Toasts toasts) : ComponentBase
{
    private bool _asked;
    private bool _asksReason;
    private bool _startsOtherwise;
    private bool _reasonMissing;
    private string? _reason;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>A run is queued or under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>True where this is the page's own action.</summary>
    [Parameter] public bool Main { get; set; }

    /// <summary>Raised when the definition changed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    // A second click before the first is answered finds the button asleep; one from another window, the queue.
    private async Task SyncAsync()
    {
        if (_asked || Busy) return;
        _asked = true;
        try
        {
            await queue.EnqueueAsync(Dataflow.Id, RunKind.Changes, RunTrigger.Person, reader.As(Act.Run));
            toasts.Show(new(t["SyncAsked", names.Of(Dataflow)], t["SeeRuns"], TalkUrls.Dataflow(Dataflow.Id, "runs")));
        }
        finally
        {
            _asked = false;
        }
    }

    private async Task PauseAsync()
    {
        _reasonMissing = string.IsNullOrWhiteSpace(_reason);
        if (_reasonMissing) return;
        await dataflows.PauseAsync(Dataflow.Id, _reason!.Trim(), reader.As(Act.PauseDataflows));
        (_asksReason, _reason) = (false, null);
        await OnChanged.InvokeAsync();
    }

    private async Task ResumeAsync()
    {
        await dataflows.ResumeAsync(Dataflow.Id, reader.As(Act.PauseDataflows));
        await OnChanged.InvokeAsync();
    }
}
