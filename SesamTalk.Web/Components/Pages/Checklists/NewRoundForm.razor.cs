using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>Asks what a new round is to test, says how many lines that is, makes it and leads to it.</summary>
public sealed partial class NewRoundForm(Reader reader, IStringLocalizer<RoundTexts> t, SystemNames names, RoundVerbs verbs, NavigationManager navigation, ReaderClock clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<string, ImmutableArray<ChecklistLine>> _lines = [];
    private readonly HashSet<(string Dataflow, string Pair)> _leftOut = [];
    private string? _name, _testers, _trouble;
    private DateOnly? _due;
    private RoundScope _scope = RoundScope.All;
    private Side? _way;
    private SystemEnvironment _environment = SystemEnvironment.Demo;
    private int? _count;
    private int _asked;
    private TimeSpan? _time;
    private bool _busy;

    /// <summary>The dataflows that can be tested.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    /// <summary>The dataflow that is chosen from the beginning; null for none.</summary>
    [Parameter] public string? Chosen { get; set; }

    /// <summary>Nothing else on the page is more likely to be wanted.</summary>
    [Parameter] public bool IsMain { get; set; } = true;

    private IReadOnlyList<Dataflow> Taken => [.. Dataflows.Where(flow => _lines.ContainsKey(flow.Id))];

    private IReadOnlyList<(Side? Way, string Text)> Ways => [(null, t["BothWays"]), (Side.A, WayOf(Side.A, "Onwards")), (Side.B, WayOf(Side.B, "Back"))];

    private string Estimate => _count switch
    {
        null => "",
        0 => t["NothingFits"],
        { } count when _time is { } time => $"{t.Count("RoundLines", count)} {t["MachineTakes", Math.Max(1, (int)Math.Ceiling(time.TotalSeconds))]}",
        { } count => t.Count("RoundLines", count),
    };

    protected override Task OnInitializedAsync() => Chosen is { } id && Dataflows.Any(flow => flow.Id == id) && reader.May(Act.TickLines) ? ChooseAsync(id, true) : Task.CompletedTask;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ChooseAsync(string id, bool isChosen)
    {
        if (isChosen) _lines[id] = await verbs.LinesAsync(id, _leaving.Token);
        else _lines.Remove(id);
        await CountAsync();
    }

    private Task TakePairAsync(string dataflow, string pair, bool isTaken)
    {
        if (isTaken) _leftOut.Remove((dataflow, pair));
        else _leftOut.Add((dataflow, pair));
        return CountAsync();
    }

    private Task TakeAsync(RoundScope scope)
    {
        _scope = scope;
        return CountAsync();
    }

    private Task TurnAsync(Side? way)
    {
        _way = way;
        return CountAsync();
    }

    private async Task CountAsync()
    {
        var asked = ++_asked;
        var lines = _lines.Count == 0 ? [] : await verbs.ChooseAsync(Wish(""), [.. Taken.SelectMany(flow => _lines[flow.Id])], _leaving.Token);
        var time = lines.IsEmpty ? null : await verbs.EstimateAsync([.. _lines.Keys], lines.Length, _leaving.Token);
        // What was asked later is answered later.
        if (asked == _asked) (_count, _time) = (_lines.Count == 0 ? null : lines.Length, time);
    }

    private async Task MakeAsync()
    {
        if (_busy) return;
        var who = reader.As(Act.TickLines);
        _trouble = string.IsNullOrWhiteSpace(_name) ? "NameMissing" : _lines.Count == 0 ? "DataflowMissing" : Taken.All(flow => TakenPairs(flow) == 0) ? "PairMissing" : null;
        if (_trouble is not null) return;
        _busy = true;
        try
        {
            if (await verbs.MakeAsync(Wish(who)) is { } round) navigation.NavigateTo(TalkUrls.Round(round.Id));
            else _trouble = "NothingFits";
        }
        finally
        {
            _busy = false;
        }
    }

    private NewRound Wish(string who) => new(_name?.Trim() ?? "", [.. Taken.Where(flow => TakenPairs(flow) > 0).Select(flow => flow.Id)], _scope, who)
    {
        Environment = _environment, Testers = _testers?.Trim() ?? "", From = _way is { } way ? [way] : [],
        // A day is over at its end, where the tester is.
        Due = _due is { } day ? new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59)), clock.Zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime() : null,
        Pairs = _leftOut.Count == 0 ? [] : [.. Taken.SelectMany(flow => flow.Pairs.Where(pair => !_leftOut.Contains((flow.Id, pair.Id))).Select(pair => (flow.Id, pair.Id)))],
    };

    private int TakenPairs(Dataflow flow) => flow.Pairs.Count(pair => !_leftOut.Contains((flow.Id, pair.Id)));

    private string WayOf(Side from, string word) => Taken.Count == 0 ? t[word]
        : string.Join(", ", Taken.Select(flow => $"{names.Of(from == Side.A ? flow.A : flow.B)} → {names.Of(from == Side.A ? flow.B : flow.A)}"));
}
