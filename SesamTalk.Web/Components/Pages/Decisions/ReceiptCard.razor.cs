using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>What was written, what was left out and why, and the ways on from there: put back, try again, look at the run.</summary>
public sealed partial class ReceiptCard(IStringLocalizer<DecisionTexts> t, CarryingOut carrying, SystemNames names, IJSRuntime js) : ComponentBase
{
    private (ReceiptPart Part, UndoScope Scope)? _putBack;
    private ReceiptPart? _again;
    private Receipt? _focused;

    [Parameter, EditorRequired] public required Receipt Receipt { get; set; }

    /// <summary>What comes next, beside closing.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Raised with a newer receipt, when something was tried again.</summary>
    [Parameter, EditorRequired] public EventCallback<Receipt> OnAgain { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    private string Sentence => Receipt.Written > 0 ? t.Count("Written", Receipt.Written) : t["WrittenNothing"];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focused == Receipt) return;
        _focused = Receipt;
        await js.InvokeVoidAsync("talk.focus", "receipt");
    }

    private string SystemOf(ReceiptPart part, WriteEntry write) => names.Of(part.Dataflow.On(write.Side));

    private Task<Proposal> TryAgain(CancellationToken ct) => carrying.ProposeLinksAsync(_again!.Dataflow.Id, [.. _again.Failed.Select(write => write.LinkId).Distinct()], ct);

    private async Task TriedAsync(Receipt receipt)
    {
        _again = null;
        await OnAgain.InvokeAsync(receipt);
    }
}
