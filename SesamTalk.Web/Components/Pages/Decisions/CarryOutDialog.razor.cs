using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Pages.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>Shows every write that something leads to, as things are now, and carries out exactly those when the person says so.</summary>
public sealed partial class CarryOutDialog(IStringLocalizer<DecisionTexts> t, IStringLocalizer<RunTexts> runs, CarryingOut carrying, DecisionWords words, SystemNames names) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Proposal? _proposal;
    private bool _busy;
    private string? _failed;

    /// <summary>Verb and object.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Asks the engine what it would lead to; asked again where things have moved.</summary>
    [Parameter, EditorRequired] public required Func<CancellationToken, Task<Proposal>> Propose { get; set; }

    /// <summary>The word on the button where nothing is written; null for the usual one.</summary>
    [Parameter] public string? DoneText { get; set; }

    /// <summary>What to say, or ask, above the writes.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Anything that, when it changes, calls for another look.</summary>
    [Parameter] public object? Version { get; set; }

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    private object? _lookedAt;

    private IReadOnlyList<WriteLine> Lines => _proposal is null ? [] :
        [.. _proposal.Parts.Where(part => part.Preview.Body is not null).SelectMany(part => PlanLines.Of(part.Preview.Body!, names.Of(part.Dataflow.A), names.Of(part.Dataflow.B), runs, Sees))];

    private int Writes => _proposal?.Parts.Sum(part => part.Preview.Body?.Items.Sum(item => item.Writes.Length) ?? 0) ?? 0;

    private bool CanBeDone => !_busy && _proposal?.Parts.Any(part => part.CanBeDone) == true;

    private string ConfirmText => Writes > 0 ? (DoneText is null ? t.Count("ApplyWrites", Writes) : t.Count("ApplyAnd", Writes, DoneText)) : _proposal?.Parts.Any(part => part.Preview.Body is null) == true ? t["KeepDecisions"] : DoneText ?? t["ApplyNoWrites"];

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_proposal is not null && Equals(_lookedAt, Version)) return;
        _lookedAt = Version;
        _proposal = null;
        await TryAsync(async () => _proposal = await Propose(_closing.Token));
    }

    private async Task ApplyAsync()
    {
        if (!CanBeDone) return;
        _busy = true;
        await TryAsync(async () => await OnDone.InvokeAsync(await carrying.ApplyAsync(_proposal!, _closing.Token)));
        _busy = false;
    }

    private async Task TryAsync(Func<Task> act)
    {
        _failed = null;
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Nobody looks any more; a run that was asked for goes on.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _failed = words.Failed(failure);
        }
    }
}
