using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What the documents say otherwise than in a version that the reader chooses; each line leads to itself in the text, and to its line of the mapping.</summary>
public sealed partial class DocumentDiff(IStringLocalizer<DataflowTexts> t, DataflowStore dataflows, IJSRuntime js, ReaderClock clock) : TalkPage
{
    private const int Most = 500, LinesOfRow = 6;
    private IReadOnlyList<DefinitionVersion>? _versions;
    private Dataflow? _before;
    private IReadOnlyList<(SourceDocument Document, IReadOnlyList<TextDifference> Differences)> _compared = [];
    private (string, int, string?)? _loaded;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>The version to compare with, as the address has it.</summary>
    [Parameter] public string? Version { get; set; }

    private IReadOnlyList<(string, string)> Options => [("", t["CompareNone"]), .. _versions!.Where(version => version.Version != Dataflow.Version).Select(version => (Text(version.Version), t["VersionOption",
        version.Version, clock.Text(version.SavedAt, "g"), version.SavedBy, version.Note].Value))];

    protected override Task OnParametersSetAsync()
    {
        var wanted = (Dataflow.Id, Dataflow.Version, Version);
        if (_loaded == wanted) return Task.CompletedTask;
        _loaded = wanted;
        return LoadAsync(async ct =>
        {
            _versions = await dataflows.VersionsAsync(Dataflow.Id, ct);
            _before = int.TryParse(Version, out var number) && number != Dataflow.Version ? await dataflows.VersionAsync(Dataflow.Id, number, ct) : null;
            _compared = _before is null ? [] : [.. Compared(_before)];
        });
    }

    // Both are written with one time of writing, which is no difference of theirs.
    private IEnumerable<(SourceDocument, IReadOnlyList<TextDifference>)> Compared(Dataflow before)
    {
        var was = ShownDocuments.Of(before, "");
        return ShownDocuments.Of(Dataflow, "").Select(document => (document, LineDiff.Of(was.FirstOrDefault(one => one.From == document.From)?.Text ?? "", document.Text)));
    }

    private static string WordOf(TextDifference difference) => difference switch
    {
        { Before: null } => "LineAdded",
        { After: null } => "LineRemoved",
        _ => "LineChanged",
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task ToLineAsync(SourceDocument document, TextDifference difference) => js.InvokeVoidAsync("talk.focusLine", ShownDocuments.Region(document), difference.At).AsTask();

    private string? MappingOf(SourceDocument document, TextDifference difference) =>
        (from section in RstReader.Read(document.FileName, document.Text).Document?.Sections ?? []
         from row in section.Properties
         where row.Line.Number <= difference.At && difference.At < row.Line.Number + LinesOfRow
         orderby row.Line.Number descending
         select ShownDocuments.LineOf(Dataflow, section, row)).FirstOrDefault();
}
