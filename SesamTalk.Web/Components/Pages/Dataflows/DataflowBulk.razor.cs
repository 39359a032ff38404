using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What can be done with several dataflows at once: those that were ticked when the button was pressed, and no other.</summary>
public sealed partial class DataflowBulk(Reader reader, IStringLocalizer<DataflowTexts> t, RunQueue queue, DataflowStore dataflows, SystemNames names, Toasts toasts) : ComponentBase
{
    private bool _asks, _busy;
    private string _reason = "";

    /// <summary>The dataflows that are ticked.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Picked { get; set; } = [];

    /// <summary>Raised when nothing is to be ticked any more.</summary>
    [Parameter, EditorRequired] public EventCallback OnNone { get; set; }

    /// <summary>Raised when definitions changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private IReadOnlyList<Dataflow> Running => [.. Picked.Where(flow => flow.PausedBecause is null)];

    private Task SyncAsync() => DoAsync(Running, "SaidSynced", async flow => await queue.EnqueueAsync(flow.Id, RunKind.Changes, RunTrigger.Person, reader.As(Act.Run)));

    private async Task PauseAsync()
    {
        if (string.IsNullOrWhiteSpace(_reason)) return;
        await DoAsync(Running, "SaidPaused", flow => dataflows.PauseAsync(flow.Id, _reason.Trim(), reader.As(Act.PauseDataflows)));
        (_asks, _reason) = (false, "");
    }

    private Task ResumeAsync() => DoAsync([.. Picked.Where(flow => flow.PausedBecause is not null)], "SaidResumed", flow => dataflows.ResumeAsync(flow.Id, reader.As(Act.PauseDataflows)));

    private async Task DoAsync(IReadOnlyList<Dataflow> flows, string said, Func<Dataflow, Task> act)
    {
        _busy = true;
        try
        {
            foreach (var flow in flows) await act(flow);
        }
        finally
        {
            _busy = false;
        }

        toasts.Show(new(t.Count(said, flows.Count), t["SeeRuns"], TalkUrls.Runs));
        await OnChanged.InvokeAsync();
    }
}
