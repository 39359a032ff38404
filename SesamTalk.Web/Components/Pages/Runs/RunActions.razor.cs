using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>What can be done with a run: stop it, try what failed again, carry its plan out, put back what it wrote.</summary>
public sealed partial class RunActions(Reader reader, IStringLocalizer<RunTexts> t, RunQueue queue, PlanVerbs plans, Toasts toasts, NavigationManager navigation) : ComponentBase
{
    private Asking _asks;
    private bool _busy, _cancelled;

    private enum Asking { Nothing, Cancel, Plan, Release, Undo }

    [Parameter, EditorRequired] public required Run Run { get; set; }

    /// <summary>It is queued or under way.</summary>
    [Parameter] public bool IsOn { get; set; }

    /// <summary>The links whose writes failed.</summary>
    [Parameter] public IReadOnlyList<Guid> FailedLinks { get; set; } = [];

    /// <summary>The plan it left, where it left one.</summary>
    [Parameter] public StoredPlan? Plan { get; set; }

    [Parameter, EditorRequired] public string A { get; set; } = "";

    [Parameter, EditorRequired] public string B { get; set; } = "";

    /// <summary>Raised when something changed that the page shows.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private IReadOnlyList<WriteLine> Writes => PlanLines.Of(Plan!.Body, A, B, t, Sees);

    private void Close() => _asks = Asking.Nothing;

    private async Task CancelAsync()
    {
        var who = reader.As(Act.Run);
        Close();
        _cancelled = await queue.CancelAsync(Run.Id, who);
    }

    private Task RetryAsync() => QueueAsync(new SyncRequest(Run.DataflowId, RunKind.Changes, RunTrigger.Person, reader.As(Act.Run)) { Only = FailedLinks });

    private Task RunPlanAsync() => QueueAsync(new SyncRequest(Run.DataflowId, Plan!.Body.Undoes is null ? RunKind.Changes : RunKind.Undo, RunTrigger.Person, reader.As(Act.Run)) { PlanId = Plan.Id });

    // Somebody else may have released or dropped it since the page was read: then the page is read again, and nothing runs.
    private async Task ReleaseAsync()
    {
        if (await plans.ReleaseAsync(Plan!.Id, reader.As(Act.ReleasePlans))) await RunPlanAsync();
        else await ChangedAsync(t["PlanMoved"]);
    }

    private async Task DropAsync() => await ChangedAsync(await plans.DropAsync(Plan!.Id, reader.As(Act.ReleasePlans)) ? t["Dropped"] : t["PlanMoved"]);

    private async Task ChangedAsync(string said)
    {
        Close();
        toasts.Show(new(said));
        await OnChanged.InvokeAsync();
    }

    private async Task QueueAsync(SyncRequest request)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            Close();
            navigation.NavigateTo(TalkUrls.Run(await queue.EnqueueAsync(request)));
        }
        finally
        {
            _busy = false;
        }
    }
}
