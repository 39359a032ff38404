using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Mapping;
using SesamTalk.Web.Components.Pages.Runs;
using SesamTalk.Web.Components.Shared;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What a line comes to in fact: its values in some records now, what is open on it, what was changed in it, and what it cannot be and why.</summary>
public sealed partial class RowLook(IStringLocalizer<DataflowTexts> t, MappingLook look, MappingWords words, RuleWords rules, DataflowStore dataflows, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Samples = 3, Few = 5, Versions = 20;
    private static readonly RuleFlow[] Ways = [RuleFlow.Both, RuleFlow.ToB, RuleFlow.ToA];
    private MappingScene? _scene;
    private IReadOnlyList<(string Label, string? A, string? B)> _samples = [];
    private IReadOnlyList<ConflictRow> _conflicts = [];
    private IReadOnlyList<(DefinitionVersion Version, LineDifference Difference)>? _history;
    private int _oldest;
    private bool _isAsking;
    private CancellationTokenSource? _asking;
    private (string, int, string, string)? _loaded;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    [Parameter, EditorRequired] public required Pair Pair { get; set; }

    [Parameter, EditorRequired] public required PropertyRule Rule { get; set; }

    [Parameter, EditorRequired] public string NameA { get; set; } = "";

    [Parameter, EditorRequired] public string NameB { get; set; } = "";

    // What either side calls it tells whether it may be about a person.
    private string Paths => Rule.A + " " + Rule.B;

    private bool IsPersonal => Personal.IsAbout(Paths);

    private (ResolvedPath A, ResolvedPath B)? Fields => _scene?.Fields is { } fields && fields.Find(Side.A, Rule.A) is { } a && fields.Find(Side.B, Rule.B) is { } b ? (a, b) : null;

    private IReadOnlyList<(string Way, string Why)> Refused
    {
        get
        {
            if (Fields is not var (a, b)) return [];
            if (_scene!.Fields!.Fit(a, b) is not FitTrouble.None and var trouble) return [("", words.Fit(trouble, a, b))];
            return [.. Ways.Select(way => (rules.Flow(way, NameA, NameB), words.Refused(a, b, way, NameA, NameB))).Where(refused => refused.Item2.Length > 0)];
        }
    }

    protected override Task OnParametersSetAsync()
    {
        var wanted = (Dataflow.Id, Dataflow.Version, Pair.Id, Rule.Id);
        if (_loaded == wanted) return Task.CompletedTask;
        _loaded = wanted;
        return LoadAsync(async ct =>
        {
            await ReadStoredAsync(ct);
            if (Answers) await AskAsync(ct);
        });
    }

    private async Task ReadStoredAsync(CancellationToken ct)
    {
        _scene = await look.StoredAsync(Dataflow.Id, Pair.Id, ct);
        (_history, _oldest) = await HistoryAsync(ct);
        var subjects = Subjects();
        await using var db = await databases.CreateDbContextAsync(ct);
        var open = await db.Conflicts.AsNoTracking().Where(one => one.SettledAt == null && one.DataflowId == Dataflow.Id && one.PairId == Pair.Id && subjects.Contains(one.Subject)).OrderBy(one => one.Id).ToListAsync(ct);
        _conflicts = await ConflictRow.OfAsync(db, Sees, open, ct);
    }

    private async Task AskAsync(CancellationToken ct)
    {
        if (_scene is null) return;
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        (_asking, _isAsking) = (asking, true);
        StateHasChanged();
        try
        {
            _scene = await look.DescribedAsync(_scene, asking.Token);
            if (Fields is var (a, b)) _samples = [.. (await look.SamplesAsync(_scene, Samples, asking.Token)).Select(sample => (LabelOf(sample), Text(sample.A, a.Path), Text(sample.B, b.Path)))];
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody waits for it any more; the rest stands.
        }
        finally
        {
            if (_asking == asking) (_asking, _isAsking) = (null, false);
        }
    }

    private void Stop() => _asking?.Cancel();

    // Rows that share a path are decided together, by the id of the first of them.
    private HashSet<string> Subjects()
    {
        List<PropertyRule> group = [Rule];
        while (Pair.Properties.FirstOrDefault(one => !group.Exists(other => other.Id == one.Id) && group.Exists(other => FoldedName.Same(other.A, one.A) || FoldedName.Same(other.B, one.B))) is { } more) group.Add(more);
        return [.. group.Select(rule => rule.Id)];
    }

    private async Task<(IReadOnlyList<(DefinitionVersion, LineDifference)>, int)> HistoryAsync(CancellationToken ct)
    {
        var versions = (await dataflows.VersionsAsync(Dataflow.Id, ct)).Take(Versions).ToList();
        List<(DefinitionVersion, LineDifference)> found = [];
        (DefinitionVersion Version, ImmutableArray<MappingLine> Lines)? later = null;
        foreach (var version in versions)
        {
            var lines = LinesOf(await dataflows.VersionAsync(Dataflow.Id, version.Version, ct));
            if (later is { } after) found.AddRange(LineDifferences.Of(lines, after.Lines).Select(difference => (after.Version, difference)));
            later = (version, lines);
        }

        return (found, versions is [.., var oldest] ? oldest.Version : Dataflow.Version);
    }

    private ImmutableArray<MappingLine> LinesOf(Dataflow? dataflow) => dataflow?.Pairs.FirstOrDefault(pair => pair.Id == Pair.Id) is { } pair ? [.. MappingLines.Of(pair).Where(line => line.Id == Rule.Id)] : [];

    private string LabelOf(SamplePair sample) => Label(Side.A, sample.A) is { Length: > 0 } label ? label : Label(Side.B, sample.B);

    private string Label(Side side, Record? record) => record is null ? "" : Text(record, _scene!.Fields!.Pair.On(side).Label) ?? record.Id?.Text ?? "";

    private static string? Text(Record record, ImmutableArray<string> label) => label.Select(path => Text(record, path)).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static string? Text(Record? record, string path) => record is null || PathReader.Read(record, path).ToList() is not [_, ..] values ? null : string.Join(", ", values.Select(WrittenValues.Text));
}
