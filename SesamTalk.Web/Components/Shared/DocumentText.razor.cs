using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A document's text with its line numbers, shown as text whatever it says; only the lines in sight are in the page.</summary>
public sealed partial class DocumentText : ComponentBase
{
    private List<(int Number, string Text)> _lines = [];
    private string? _shown;

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>The id of the region, and what the ids of its lines begin with.</summary>
    [Parameter, EditorRequired] public string Prefix { get; set; } = "";

    /// <summary>Lines about which there is something to say, with the id of where it is said.</summary>
    [Parameter] public IReadOnlyDictionary<int, string> Notes { get; set; } = new Dictionary<int, string>();

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Text)) return;
        _shown = Text;
        _lines = [.. Text.ReplaceLineEndings("\n").Split('\n').Select((line, index) => (index + 1, line))];
    }
}
