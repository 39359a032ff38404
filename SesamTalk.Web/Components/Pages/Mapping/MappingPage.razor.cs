using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>Edits the property table of a pair. Everything stands in a draft on the server; nothing is in force before it is reviewed and applied.</summary>
public sealed partial class MappingPage(Reader reader, IStringLocalizer<MappingTexts> t, MappingLook look, MappingEdits edits, MappingWords words, Toasts toasts) : TalkPage
{
    private static readonly string[] TabNames = ["lines", "suggestions", "free", "versions"];
    private MappingScene? _scene;
    private MappingDraft? _draft;
    private IReadOnlyList<LineDifference> _differences = [];
    private IReadOnlyList<ReadinessProblem> _problems = [];
    private IReadOnlyList<OtherEditor> _others = [];
    private IReadOnlyList<Suggestion> _suggestions = [];
    private IReadOnlySet<string> _rejected = new HashSet<string>();
    private bool _samplesRead;
    private bool _stopped;
    private CancellationTokenSource? _asking;
    private bool _isMissing;
    private bool _keeping;
    private bool _keepAgain;
    private string? _loaded;

    [Parameter] public string Id { get; set; } = "";

    [Parameter] public string Pair { get; set; } = "";

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Line { get; set; }

    [SupplyParameterFromQuery] private string? Panel { get; set; }

    [SupplyParameterFromQuery] private string? A { get; set; }

    [SupplyParameterFromQuery] private string? B { get; set; }

    private string Title => _scene is null ? Pair : $"{_scene.Pair.A.Name} ↔ {_scene.Pair.B.Name}";

    private string Chosen => TabNames.Contains(Tab) ? Tab! : TabNames[0];

    private MappingLine? Edited => _draft?.Lines.FirstOrDefault(line => line.Id == Line);

    private string? Sentence => _scene is null ? null : _differences.Count == 0 ? t["SentenceSame"] : t.Count("Sentence", _differences.Count) + " " + t[_keeping ? "Keeping" : "Kept"];

    private IReadOnlyList<Crumb> Crumbs => [new(t["Dataflows"], TalkUrls.Dataflows), new(_scene is null ? Id : $"{_scene.NameA} ↔ {_scene.NameB}", TalkUrls.PairOf(Id, Pair))];

    private IReadOnlyList<(string, string)> TabItems => [.. TabNames.Select(name => (name, name == "suggestions" && _suggestions.Count > 0 ? $"{t["Tab-suggestions"]} ({_suggestions.Count})" : t["Tab-" + name].Value))];

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id + "/" + Pair) return Task.CompletedTask;
        _loaded = Id + "/" + Pair;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        var draft = await edits.OpenAsync(Id, Pair, reader.As(Act.ChangeDataflows), ct);
        var scene = draft is null ? null : await look.StoredAsync(Id, Pair, ct);
        _isMissing = draft is null || scene is null;
        if (_isMissing) return;
        _scene = scene!.Remembering(_scene);
        (_others, _rejected) = (await edits.OthersAsync(Id, Pair, reader.As(Act.ChangeDataflows), ct), await edits.RejectedAsync(Id, Pair, ct));
        Take(draft!);
        if (Answers) await AskAsync(ct);
    });

    // What is stored is on show meanwhile; who stops the asking keeps what was said so far.
    private async Task AskAsync(CancellationToken ct)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _asking = asking;
        StateHasChanged();
        try
        {
            _scene = await look.DescribedAsync(_scene!, asking.Token);
            Take(_draft!);
            StateHasChanged();
            _scene = _scene with { Samples = await look.SamplesAsync(_scene, MappingSamples.Most, asking.Token) };
            (_samplesRead, _stopped) = (true, false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            _stopped = true;
        }
        finally
        {
            if (_asking == asking) _asking = null;
        }

        Take(_draft!);
    }

    private void StopAsking() => _asking?.Cancel();

    private void Take(MappingDraft draft)
    {
        _draft = draft;
        _differences = LineDifferences.Of(_scene!.Lines, draft.Lines);
        _problems = _scene.Judge(draft.Lines);
        _suggestions = _scene.Fields is null ? [] : Suggestions.Of(new(_scene.Fields, draft.Lines, _scene.Samples, _rejected));
    }

    // What is typed while a draft is being kept is kept right after it, in order.
    private async Task KeepAsync(ImmutableArray<MappingLine> lines)
    {
        Take(_draft! with { Lines = lines });
        reader.As(Act.ChangeDataflows);
        _keepAgain = true;
        if (_keeping) return;
        _keeping = true;
        try
        {
            while (_keepAgain)
            {
                _keepAgain = false;
                await edits.KeepAsync(_draft!);
            }
        }
        finally
        {
            _keeping = false;
        }
    }

    private Task ChangeAsync(MappingLine line) => KeepAsync([.. _draft!.Lines.Select(one => one.Id == line.Id ? line : one)]);

    // What is no expression yet is no line either: it is kept beside them, so that a lost connection does not lose it.
    private Task UnfinishedAsync((string Key, string? Text) typed)
    {
        _draft = _draft! with { Unfinished = typed.Text is null ? _draft.Unfinished.Remove(typed.Key) : _draft.Unfinished.SetItem(typed.Key, typed.Text) };
        return KeepAsync(_draft.Lines);
    }

    private async Task RemoveAsync(MappingLine line)
    {
        _draft = _draft! with { Unfinished = _draft.Unfinished.RemoveRange([line.Id + "/to-a", line.Id + "/to-b"]) };
        await KeepAsync([.. _draft!.Lines.Where(one => one.Id != line.Id)]);
        Url.Push(("line", null));
    }

    private async Task AddAsync(MappingLine line)
    {
        await KeepAsync([.. _draft!.Lines.Where(one => one.Id != line.Id), line]);
        Url.Push(("panel", null), ("a", null), ("b", null), ("tab", null), ("line", line.Id));
    }

    private Task AcceptAsync(IReadOnlyList<Suggestion> accepted) => KeepAsync([.. _draft!.Lines, .. accepted.Select(Suggested)]);

    private MappingLine Suggested(Suggestion suggestion)
    {
        var (a, b) = (_scene!.Fields!.Find(Side.A, suggestion.A)!.Property, _scene.Fields.Find(Side.B, suggestion.B)!.Property);
        return new(new PropertyRule { Id = suggestion.Id, A = suggestion.A, B = suggestion.B, Flow = FieldFit.Widest(a, b), Origin = RuleOrigin.Added, Note = t["NoteSuggested", words.Reasons(suggestion)] }, null);
    }

    private async Task RejectAsync(Suggestion suggestion)
    {
        reader.As(Act.ChangeDataflows);
        await edits.RejectAsync(Id, Pair, suggestion.Id);
        _rejected = await edits.RejectedAsync(Id, Pair);
        Take(_draft!);
    }

    private async Task DecideAsync((LineClash Clash, bool Mine) choice)
    {
        var decided = _draft!.Decide(choice.Clash, choice.Mine);
        _draft = decided;
        await KeepAsync(decided.Lines);
    }

    private async Task RestoredAsync(int version)
    {
        if (await edits.RestoreAsync(Id, Pair, version, reader.As(Act.ChangeDataflows)) is not { } draft) return;
        Take(draft);
        Url.Push(("tab", null), ("panel", "review"));
    }

    private async Task AppliedAsync(MappingApplied applied)
    {
        if (applied.Outcome == AppliedOutcome.Saved) toasts.Show(new(t["Applied", Title, applied.Version]));
        if (applied.Outcome != AppliedOutcome.Clashes) Url.Push(("panel", null));
        await ReloadAsync();
    }
}
