using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>What a draft changes, in words; what it loses; what it would do to linked records; and the one button that puts it in force.</summary>
public sealed partial class ReviewPanel(
    Reader reader, IStringLocalizer<MappingTexts> t, MappingWords words, MappingEdits edits, MappingPreviews previews, RoundStore rounds, IJSRuntime js, ILogger<ReviewPanel> log) : ComponentBase, IDisposable
{
    private const int Shown = 20;

    private readonly CancellationTokenSource _leaving = new();
    private ImmutableArray<LossyRow> _lossy = [];
    private IReadOnlyList<ReadinessProblem> _problems = [];
    private MappingEffect? _effect;
    private IReadOnlyList<ChecklistLine> _untested = [];
    private string? _failed;
    private bool _busy;

    [Parameter, EditorRequired] public required MappingScene Scene { get; set; }

    [Parameter, EditorRequired] public required MappingDraft Draft { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<LineDifference> Differences { get; set; } = [];

    [Parameter, EditorRequired] public string CloseUrl { get; set; } = "";

    [Parameter] public EventCallback<MappingApplied> OnApplied { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Differences.Count == 0) return;
        Judge();
        try
        {
            _untested = await UntestedAsync(_leaving.Token);
            StateHasChanged();
            _effect = await previews.OfAsync(Draft.DataflowId, Draft.PairId, Draft.Lines, _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // Left meanwhile.
        }
        catch (Exception failure)
        {
            _failed = References.New();
            TalkPageLog.LoadFailed(log, nameof(ReviewPanel), _failed, failure);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await js.InvokeVoidAsync("talk.focus", "review-title");
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    // Only what the draft changes is said here; what was lossy or wrong before is no news of it.
    private void Judge()
    {
        var changed = Differences.Select(one => one.Id).ToHashSet();
        var before = Scene.Judge(Scene.Lines).Select(problem => (problem.RowId, problem.Sentence)).ToHashSet();
        _problems = [.. Scene.Judge(Draft.Lines).Where(problem => !before.Contains((problem.RowId, problem.Sentence)))];
        var lines = Draft.Lines.Where(line => changed.Contains(line.Id) && CanBeTried(line));
        var ready = Scene.Fields!.Pair with { Pair = MappingLines.Onto(Scene.Pair, [.. lines]) };
        _lossy = MappingCheck.Of(ready, [.. Scene.Samples.Select(sample => sample.A).OfType<Record>()], [.. Scene.Samples.Select(sample => sample.B).OfType<Record>()]);
    }

    // Lines with a result whose words the draft changes: that result says nothing any more.
    private async Task<IReadOnlyList<ChecklistLine>> UntestedAsync(CancellationToken ct)
    {
        var latest = (await rounds.AllAsync(ct)).FirstOrDefault(round => round.Dataflows.Contains(Scene.Dataflow.Id));
        if (latest is null || await rounds.FindAsync(latest.Id, ct) is not { } state) return [];
        var changes = Retest.Of(Checklist.Of(Scene.Dataflow, Scene.A, Scene.B), Checklist.Of(MappingLines.Onto(Scene.Dataflow, Scene.Pair.Id, Draft.Lines), Scene.A, Scene.B));
        return [.. state.Lines.Where(line => line.Verdict != LineVerdict.NotTested).Select(line => line.Line).Where(line => changes.Again.Contains(line.Id) || changes.Gone.Contains(line.Id))];
    }

    // A row that stands in a list on one side only is carried element by element, and is tried when it is edited.
    private bool CanBeTried(MappingLine line) =>
        ResolvedPath.Of(Scene.Fields!.Pair.A.Schema, line.Rule.A) is { } a && ResolvedPath.Of(Scene.Fields.Pair.B.Schema, line.Rule.B) is { } b && Scene.Fields.Fit(a, b) == FitTrouble.None;

    private Task ApplyAsync() => OnceAsync(() => edits.ApplyAsync(Draft with { Who = reader.As(Act.ChangeDataflows) }, words.Note(Differences, Scene.NameA, Scene.NameB)));

    private Task DropAsync() => OnceAsync(async () =>
    {
        await edits.DropAsync(Draft.DataflowId, Draft.PairId, reader.As(Act.ChangeDataflows));
        return new(AppliedOutcome.Same, Scene.Dataflow.Version, null);
    });

    private async Task OnceAsync(Func<Task<MappingApplied>> act)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            await OnApplied.InvokeAsync(await act());
        }
        finally
        {
            _busy = false;
        }
    }
}
