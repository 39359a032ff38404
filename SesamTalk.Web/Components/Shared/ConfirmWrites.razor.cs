using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>
/// Asks before something is written, and lists every write. The site's script opens it as it comes into the page; focus starts on
/// Cancel, Escape cancels, and the browser returns focus to the opener.
/// </summary>
public sealed partial class ConfirmWrites : ComponentBase
{
    private readonly string _title = "confirm-" + References.New();

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
}
