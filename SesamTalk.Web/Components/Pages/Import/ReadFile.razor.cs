using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SesamTalk.Engine.Documents;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>One document: its text beside what was understood; remarks and lines lead to each other.</summary>
public sealed partial class ReadFile : ComponentBase
{
    private const int Most = 200;

    [Parameter, EditorRequired] public required ImportFile File { get; set; }

    /// <summary>Its place among the documents, which its ids begin with.</summary>
    [Parameter, EditorRequired] public int Index { get; set; }

    private IReadOnlyList<Diagnostic> Noted => File.Read.Diagnostics;

    private Dictionary<int, string> NoteIds => Noted.Take(Most).Select((diagnostic, number) => (diagnostic.Line.Number, Id: NoteId(number)))
        .DistinctBy(note => note.Number).ToDictionary(note => note.Number, note => note.Id);

    private string NoteId(int number) => $"file-{Index}-note-{number}";

    private Task ToLineAsync(int line) => Js.InvokeVoidAsync("talk.focusLine", $"file-{Index}", line).AsTask();

    private RenderFragment More(int all) => builder =>
    {
        if (all > Most) builder.AddContent(0, Text.Count("AndMore", all - Most));
    };
}
