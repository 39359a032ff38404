using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>One round: its lines, a key for each result, the machine's proofs and the signature. Every result is kept at once.</summary>
public sealed partial class RoundPage(
    Reader reader, IStringLocalizer<RoundTexts> t, SystemNames names, RoundStore rounds, RoundVerbs verbs, DataflowStore dataflows, SystemStore systems, RoundFeed feed, Toasts toasts, TimeProvider clock) : TalkPage
{
    private const int MostSaid = 10;
    private readonly Dictionary<string, ChecklistLine> _now = [];
    private IReadOnlyList<Dataflow> _dataflows = [];
    private IReadOnlyList<string> _production = [];
    private IReadOnlyList<LineState> _shown = [];
    private IReadOnlyList<LineState> _fitting = [];
    private RoundNames _names = new([], "en");
    private RoundState? _state;
    private Guid _loaded;
    private RoundQuery? _queried;
    private bool _isMissing, _signs, _consents;
    private (string Dataflow, string Pair)? _passes;
    private string? _statement, _trouble;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    [SupplyParameterFromQuery] private string? Pair { get; set; }

    [SupplyParameterFromQuery] private string? Result { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Line { get; set; }

    [SupplyParameterFromQuery] private string? Panel { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private RoundQuery Query => new(Dataflow, Pair, Result, Q, After, Before);

    private string? Sentence => _state is null ? null : ReportWords.Sentence(_state, Language);

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(t["Title"], TalkUrls.Checklists)];

    private LineState? Opened => Line is null ? null : _state?.Lines.FirstOrDefault(state => state.Line.Id == Line);

    private ListPage Pager => new(_shown.Count, _fitting.Count,
        _shown.Count > 0 && _fitting[0] != _shown[0] ? Place(_shown[0]) : null, _shown.Count > 0 && _fitting[^1] != _shown[^1] ? Place(_shown[^1]) : null);

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. _state!.Round.Dataflows.Select(id => (id, NameOf(id)))];

    private IReadOnlyList<(string, string)> PairOptions =>
        [("", t["AllPairs"]), .. _state!.Lines.Select(state => state.Line).Where(line => string.IsNullOrEmpty(Dataflow) || line.DataflowId == Dataflow).DistinctBy(line => line.PairId).Select(line => (line.PairId, PairName(line)))];

    private IReadOnlyList<(string, string)> ResultOptions =>
        [("", t["AllResults"]), .. Enum.GetValues<LineVerdict>().Select(verdict => (verdict.ToString(), ReportWords.Verdict(verdict, Language))), (RoundQuery.Retest, t["Retest"])];

    private IReadOnlyList<FilterChip> Chips =>
        [.. new[] { ("dataflow", Dataflow, DataflowOptions), ("pair", Pair, PairOptions), ("result", Result, ResultOptions) }
            .Where(one => !string.IsNullOrEmpty(one.Item2)).Select(one => new FilterChip(one.Item1, one.Item3.FirstOrDefault(option => option.Item1 == one.Item2).Item2 ?? one.Item2!))];

    protected override Task OnParametersSetAsync()
    {
        if (Id != _loaded) return ReloadAsync();
        return Query == _queried ? Task.CompletedTask : RefreshAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _loaded = Id;
        _now.Clear();
        _state = await rounds.FindAsync(Id, ct);
        _isMissing = _state is null;
        if (_state is null) return;
        _dataflows = await dataflows.AllAsync(ct);
        _names = new RoundNames(_dataflows, Language);
        foreach (var id in _state.Round.IsLocked ? [] : _state.Round.Dataflows)
            foreach (var line in await verbs.LinesAsync(id, ct)) _now[line.Id] = line;
        var used = _dataflows.Where(flow => _state.Round.Dataflows.Contains(flow.Id)).SelectMany(flow => new[] { flow.A.SystemId, flow.B.SystemId }).ToHashSet();
        _production = [.. (await systems.AllAsync(ct)).Where(system => used.Contains(system.Id) && system.Environment == SystemEnvironment.Production).Select(system => system.Name)];
        Take(_state);
    });

    // What other testers gave meanwhile is read with it.
    private async Task RefreshAsync()
    {
        if (await rounds.FindAsync(Id) is { } state) Take(state);
    }

    private void Take(RoundState state)
    {
        _state = state.Against(_now.Values);
        _queried = Query;
        _fitting = Query.Fitting(_state.Lines);
        _shown = Query.Page(_fitting);
    }

    private static List<LineState> Open(IEnumerable<LineState> lines) => [.. lines.Where(line => line.IsRetest || line.Verdict == LineVerdict.NotTested)];

    private IEnumerable<LineState> InPair((string Dataflow, string Pair) pair) => _state!.Lines.Where(state => state.Line.DataflowId == pair.Dataflow && state.Line.PairId == pair.Pair);

    private static string Place(LineState state) => state.Line.Ordinal.ToString(CultureInfo.InvariantCulture);

    private string NameOf(string id) => _dataflows.FirstOrDefault(flow => flow.Id == id) is { } flow ? names.Of(flow) : id;

    private static List<LineState> Failing(RoundState state) => [.. state.Lines.Where(line => line.IsRetest || line.Verdict is LineVerdict.Fail or LineVerdict.Blocked)];

    private string PairOf(ChecklistLine line) =>
        _dataflows.FirstOrDefault(flow => flow.Id == line.DataflowId)?.Pairs.FirstOrDefault(pair => pair.Id == line.PairId) is { } pair ? $"{pair.A.Name} ↔ {pair.B.Name}" : line.PairId;

    private string PairName(ChecklistLine line) => $"{NameOf(line.DataflowId)}: {PairOf(line)}";
}
