using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The pairs of a dataflow and the property lines of one of them, as the document writes them or with all that was decided.</summary>
public sealed partial class PairsTab(
    Reader reader, IStringLocalizer<DataflowTexts> t, SystemNames names, MappingEdits edits, RoundStore rounds, RoundVerbs verbs, NavigationManager navigation, IJSRuntime js) : TalkPage
{
    private string? _focused;
    private string? _open;
    private IReadOnlySet<(string PairId, string RowId)> _changed = new HashSet<(string, string)>();
    private (string, int)? _compared;
    private IReadOnlyList<OtherEditor> _drafts = [];
    private ILookup<string, LineState>? _standing;
    private (string, int, string?, bool)? _loaded;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    [Parameter] public IReadOnlyList<ReadinessProblem> Problems { get; set; } = [];

    /// <summary>What stops nothing but should be known.</summary>
    [Parameter] public IReadOnlyList<ReadinessProblem> Notes { get; set; } = [];

    [Parameter] public string? PairId { get; set; }

    /// <summary>The line whose panel is open.</summary>
    [Parameter] public string? Row { get; set; }

    [Parameter] public string? View { get; set; }

    /// <summary>Which lines: problems, one way, not tested, changed here, added; null for all.</summary>
    [Parameter] public string? Show { get; set; }

    private bool Technical => View == "technical";

    private string NameA => names.Of(Dataflow.A);

    private string NameB => names.Of(Dataflow.B);

    /// <summary>The line that the address names after its number sign.</summary>
    private string? Anchor => navigation.Uri.Split('#', 2) is [_, var line] ? Uri.UnescapeDataString(line) : null;

    private Pair? Chosen => Dataflow.Pairs.FirstOrDefault(pair => pair.Id == PairId)
        ?? Dataflow.Pairs.FirstOrDefault(pair => pair.Properties.Any(rule => LineAnchor.Of(pair.Id, rule.Id) == Anchor))
        ?? Dataflow.Pairs.FirstOrDefault();

    private PropertyRule? ChosenRule => Chosen?.Properties.FirstOrDefault(rule => rule.Id == Row);

    private IReadOnlyList<(PropertyRule Rule, int Number)> DocumentRules => RulesOf(RuleOrigin.Document);

    private IReadOnlyList<(PropertyRule Rule, int Number)> AddedRules => RulesOf(RuleOrigin.Added);

    private IReadOnlyList<(string, string)> Shows =>
        [("", t["ShowAll"]), ("problems", t["ShowProblems"]), ("oneway", t["ShowOneWay"]), ("untested", t["ShowUntested"]), ("changed", t["ShowChanged"]), ("added", t["ShowAdded"])];

    // What the last round found is asked for only where it is shown.
    private bool NeedsStanding => Technical || Show == "untested";

    // Read anew only where the definition is another: the document is parsed for it.
    protected override Task OnParametersSetAsync()
    {
        if (_compared != (Dataflow.Id, Dataflow.Version)) _changed = ChangedLines.Of(Dataflow);
        _compared = (Dataflow.Id, Dataflow.Version);
        var wanted = (Dataflow.Id, Dataflow.Version, Chosen?.Id, NeedsStanding);
        if (_loaded == wanted) return Task.CompletedTask;
        _loaded = wanted;
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        _drafts = Chosen is { } pair ? await edits.OthersAsync(Dataflow.Id, pair.Id, "", ct) : [];
        _standing = null;
        if (!NeedsStanding || !Answers || Chosen is null) return;
        var latest = (await rounds.AllAsync(ct)).FirstOrDefault(round => round.Dataflows.Contains(Dataflow.Id));
        var state = latest is null ? null : await verbs.StandingAsync(latest.Id, ct);
        _standing = state?.Lines.Where(line => line.Line.DataflowId == Dataflow.Id && line.Line.PairId == Chosen?.Id && line.Line.RowId is not null).ToLookup(line => line.Line.RowId!);
    }

    // A panel that was closed gives the focus back to its line; an address that names a line gives it the focus once.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_open is { } left && Row is null && Chosen is { } pair) await js.InvokeVoidAsync("talk.focus", LineAnchor.Of(pair.Id, left));
        _open = Row;
        if (Anchor is not { Length: > 0 } anchor || anchor == _focused) return;
        _focused = anchor;
        await js.InvokeVoidAsync("talk.focus", anchor);
    }

    private IReadOnlyList<(PropertyRule, int)> RulesOf(RuleOrigin origin) =>
        [.. (Chosen?.Properties ?? []).Select((rule, index) => (rule, index + 1)).Where(line => line.rule.Origin == origin && IsShown(line.rule))];

    private bool IsShown(PropertyRule rule) => Show switch
    {
        "problems" => Problems.Any(problem => problem.PairId == Chosen!.Id && problem.RowId == rule.Id),
        "oneway" => rule.Flow != RuleFlow.Both,
        "untested" => _standing is null || !RowStanding.IsProven(_standing[rule.Id]),
        "changed" => _changed.Contains((Chosen!.Id, rule.Id)),
        "added" => rule.Origin == RuleOrigin.Added,
        _ => true,
    };
}
