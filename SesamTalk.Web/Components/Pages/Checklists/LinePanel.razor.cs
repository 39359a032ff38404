using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>One line: how to test it, what the document says, all that was found and shown, and the form for a note.</summary>
public sealed partial class LinePanel(Reader reader, IStringLocalizer<RoundTexts> t, RuleWords words, RoundStore rounds, RoundTallies tallies, NoteDrafts drafts, IJSRuntime js) : ComponentBase
{
    private const int MostDocumentLines = 6;
    private IReadOnlyList<LineResult> _results = [];
    private (string Round, LineResult Result)? _elsewhere;
    private (string Id, long Number)? _read;
    private string? _note, _noted, _typed, _stored;
    private bool _movesFocus, _storing;

    [Parameter, EditorRequired] public required LineState State { get; set; }

    [Parameter, EditorRequired] public required RoundNames Names { get; set; }

    /// <summary>The line's dataflow; null where it is gone.</summary>
    [Parameter] public Dataflow? Dataflow { get; set; }

    /// <summary>The round is signed.</summary>
    [Parameter] public bool IsLocked { get; set; }

    /// <summary>It was opened to write a note.</summary>
    [Parameter] public bool FocusNote { get; set; }

    /// <summary>The address without the panel.</summary>
    [Parameter, EditorRequired] public string CloseUrl { get; set; } = "";

    /// <summary>A note was written for the line.</summary>
    [Parameter, EditorRequired] public EventCallback<Ticked> OnTick { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private bool CanTick => !IsLocked && reader.May(Act.TickLines);

    private Side To => State.Line.From.Other();

    private PropertyRule? Rule => State.Line.RowId is not { } row ? null : Dataflow?.Pairs.FirstOrDefault(pair => pair.Id == State.Line.PairId)?.Properties.FirstOrDefault(rule => rule.Id == row);

    private string How
    {
        get
        {
            var (line, from) = (State.Line, State.Line.From);
            return t["How" + line.Case, Names.Of(line.DataflowId, from), Names.Of(line.DataflowId, To), from == Side.A ? line.A : line.B, from == Side.A ? line.B : line.A];
        }
    }

    // The row of the table, or the sentence, that the line comes from.
    private string DocumentText
    {
        get
        {
            if (Dataflow?.Documents.FirstOrDefault(document => document.FileName == State.Line.Document) is not { } document) return "";
            var lines = document.Text.Split('\n').Skip(State.Line.DocumentLine - 1).Select(line => line.TrimEnd()).ToList();
            return string.Join('\n', lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => line.Length > 0 && !line.TrimStart().StartsWith("* -", StringComparison.Ordinal))).Take(MostDocumentLines).Select(line => line.Trim()));
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var now = (State.Line.Id, State.Result?.Number ?? 0);
        var asked = FocusNote ? State.Line.Id : null;
        _movesFocus = asked is not null && _noted != asked && _read is not null;
        _noted = asked;
        if (now == _read) return;
        // What is being written stays while results of the same line come in.
        var isAnother = _read?.Id != now.Id;
        _read = now;
        if (isAnother)
        {
            var written = State.Result is { IsMachine: false } result ? result.Note : "";
            var draft = CanTick ? await drafts.ReadAsync(State.Line.RoundId, State.Line.Id) : null;
            if (_read != now) return;
            _note = _typed = _stored = draft ?? written;
        }

        if (isAnother) _elsewhere = await tallies.ElsewhereAsync(State.Line.RoundId, State.Line.Id);
        _results = await rounds.ResultsAsync(State.Line.RoundId, State.Line.Id);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_movesFocus) return;
        _movesFocus = false;
        await js.InvokeVoidAsync("talk.focus", "line-note");
    }

    // One store at a time, and the last one is of what was typed last.
    private async Task TypeAsync(string? text)
    {
        _typed = text ?? "";
        if (_storing) return;
        _storing = true;
        try
        {
            while (_typed is { } now && now != _stored)
            {
                await drafts.PutAsync(State.Line.RoundId, State.Line.Id, now);
                _stored = now;
            }
        }
        finally
        {
            _storing = false;
        }
    }

    private async Task KeepNoteAsync()
    {
        _typed = null;
        await OnTick.InvokeAsync(new Ticked(State, State.Verdict, _note?.Trim() ?? ""));
        await drafts.PutAsync(State.Line.RoundId, State.Line.Id, null);
    }
}
