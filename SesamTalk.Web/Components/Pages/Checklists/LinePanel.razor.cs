using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>One line with all that was said and shown of it, and the forms for a note and for evidence.</summary>
public sealed partial class LinePanel(Reader reader, IStringLocalizer<RoundTexts> t, RoundStore rounds, Identifiers ids, TimeProvider clock) : ComponentBase
{
    private IReadOnlyList<Evidence> _pieces = [];
    private IReadOnlyList<LineResult> _results = [];
    private (string Id, long Number, int Evidence)? _read;
    private string? _note, _evidence;

    [Parameter, EditorRequired] public required LineState State { get; set; }

    /// <summary>The round is signed.</summary>
    [Parameter] public bool IsLocked { get; set; }

    /// <summary>The address without the panel.</summary>
    [Parameter, EditorRequired] public string CloseUrl { get; set; } = "";

    /// <summary>A note was written for the line.</summary>
    [Parameter, EditorRequired] public EventCallback<Ticked> OnTick { get; set; }

    /// <summary>Evidence was attached to the line.</summary>
    [Parameter, EditorRequired] public EventCallback OnAttached { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    protected override async Task OnParametersSetAsync()
    {
        var now = (State.Line.Id, State.Result?.Number ?? 0, State.Evidence);
        if (now == _read) return;
        // What is being written stays while results of the same line come in.
        if (_read?.Id != now.Id) (_note, _evidence) = (State.Result is { IsMachine: false } result ? result.Note : "", "");
        _read = now;
        _pieces = await rounds.EvidenceAsync(State.Line.RoundId, State.Line.Id);
        _results = await rounds.ResultsAsync(State.Line.RoundId, State.Line.Id);
    }

    private Task KeepNoteAsync() => OnTick.InvokeAsync(new Ticked(State, State.Verdict, _note?.Trim() ?? ""));

    private async Task AttachAsync()
    {
        var who = reader.As(Act.TickLines);
        if (string.IsNullOrWhiteSpace(_evidence)) return;
        var piece = new Evidence
        {
            Id = ids.New(), RoundId = State.Line.RoundId, LineId = State.Line.Id, Name = $"{who}.txt", MediaType = "text/plain", Content = Encoding.UTF8.GetBytes(_evidence.Trim()), By = who, At = clock.GetUtcNow(),
        };
        if (await rounds.AttachAsync(piece)) _evidence = "";
        await OnAttached.InvokeAsync();
    }
}
