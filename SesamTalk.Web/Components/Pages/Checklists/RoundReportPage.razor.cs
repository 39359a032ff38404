using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>What a manager reads before a release: the verdict, the numbers, the failures with what shows them, and who signed. Made to be printed.</summary>
public sealed partial class RoundReportPage(IStringLocalizer<RoundTexts> t, SystemNames names, RoundVerbs verbs, RoundStore rounds, DataflowStore dataflows) : TalkPage
{
    private IReadOnlyList<Dataflow> _dataflows = [];
    private IReadOnlyList<LineState> _failures = [];
    private IReadOnlyList<Evidence> _evidence = [];
    private RoundNames _names = new([], "en");
    private RoundState? _state;
    private Guid _loaded;
    private bool _isMissing;

    [Parameter] public Guid Id { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(t["Title"], TalkUrls.Checklists), .. _state is null ? Array.Empty<Crumb>() : [new Crumb(_state.Round.Name, TalkUrls.Round(Id))]];

    private int Tested => _state!.Lines.Count(line => line.Verdict != LineVerdict.NotTested);

    private IReadOnlyList<IGrouping<(string Dataflow, string Pair, Side From, bool IsRetest), LineState>> Untested =>
        [.. _state!.Lines.Where(line => line.IsRetest || line.Verdict == LineVerdict.NotTested).GroupBy(line => (line.Line.DataflowId, line.Line.PairId, line.Line.From, line.IsRetest && line.Verdict != LineVerdict.NotTested))];

    private IReadOnlyList<Evidence> Others => [.. _evidence.Where(piece => _failures.All(line => line.Line.Id != piece.LineId))];

    protected override Task OnParametersSetAsync() => Id == _loaded ? Task.CompletedTask : ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _loaded = Id;
        _dataflows = await dataflows.AllAsync(ct);
        _names = new RoundNames(_dataflows, Language);
        _state = await verbs.StandingAsync(Id, ct);
        _isMissing = _state is null;
        _failures = [.. _state?.Lines.Where(line => line is { IsRetest: false, Verdict: LineVerdict.Fail or LineVerdict.Blocked }) ?? []];
        _evidence = await rounds.EvidenceToShowAsync(Id, [.. _failures.Select(line => line.Line.Id)], ct);
    });

    private string NameOf(string id) => _dataflows.FirstOrDefault(flow => flow.Id == id) is { } flow ? names.Of(flow) : id;

    private string PairName(ChecklistLine line) =>
        _dataflows.FirstOrDefault(flow => flow.Id == line.DataflowId)?.Pairs.FirstOrDefault(pair => pair.Id == line.PairId) is { } pair ? $"{pair.A.Name} ↔ {pair.B.Name}" : line.PairId;

    private string LineName(string id) => _state!.Lines.FirstOrDefault(line => line.Line.Id == id)?.Line is { } line ? $"{PairName(line)} · {line.A} ↔ {line.B} · {_names.Way(line)} · {ReportWords.Case(line.Case, Language)}" : id;

    private int? Newer(string dataflowId, int tested) => _dataflows.FirstOrDefault(flow => flow.Id == dataflowId) is { } flow && flow.Version > tested ? flow.Version : null;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
