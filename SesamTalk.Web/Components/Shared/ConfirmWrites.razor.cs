using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SesamTalk.Web.Components.Shared;

/// <summary>
/// Asks before something is written, and lists every write. It is open as long as it is rendered; focus starts on
/// Cancel, Escape cancels, and the browser returns focus to the opener.
/// </summary>
public sealed partial class ConfirmWrites : ComponentBase
{
    private readonly string _title = "confirm-" + References.New();
    private ElementReference _dialog;

    /// <summary>Verb and object: what will happen to what.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>The word on the button that does it, with its count.</summary>
    [Parameter, EditorRequired] public string ConfirmText { get; set; } = "";

    [Parameter] public IReadOnlyList<WriteLine> Writes { get; set; } = [];

    /// <summary>Consequences in words, and questions to answer first.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Parameter] public bool Busy { get; set; }

    [Parameter, EditorRequired] public EventCallback OnConfirm { get; set; }

    [Parameter, EditorRequired] public EventCallback OnCancel { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Js.InvokeVoidAsync("talk.openDialog", _dialog);
    }
}
