using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Timetable;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The dataflows, how each of them is doing, and their four counts.</summary>
public sealed partial class DataflowsPage(
    Reader reader, IStringLocalizer<DataflowTexts> t, DataflowRows rows, RoundCoverage rounds, ScheduleWords timetable, StatusWords statuses, SystemNames names, TimeProvider clock, ReaderClock reading) : LivePage
{
    private readonly HashSet<string> _picked = [];
    private IReadOnlyList<DataflowRow>? _rows;
    private IReadOnlyDictionary<string, Coverage> _coverage = new Dictionary<string, Coverage>();

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery(Name = "status")] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    private IReadOnlyList<DataflowRow> Shown => new DataflowQuery(Q, System, State, Sort).Of(_rows ?? [], HealthOf, names);

    private string? Sentence => _rows is null or [] ? null
        : $"{t.Count("SentenceFlows", _rows.Count)} {t.Count("SentenceNeedsYou", _rows.Sum(row => row.Counts.Of(Headline.NeedsYou)))}";

    private IReadOnlyList<(string, string)> Systems =>
        [("", t["AllSystems"]), .. (_rows ?? []).SelectMany(row => new[] { names.Of(row.Dataflow.A), names.Of(row.Dataflow.B) }).Distinct().Order(StringComparer.CurrentCulture).Select(name => (name, name))];

    private IReadOnlyList<(string, string)> Statuses =>
        [("", t["AllStatuses"]), .. (_rows ?? []).Select(HealthOf).Distinct().Order().Select(status => (status.ToString(), Word(status)))];

    private IReadOnlyList<FilterChip> Chips
    {
        get
        {
            List<FilterChip> chips = [];
            if (!string.IsNullOrEmpty(System)) chips.Add(new("system", t["ChipSystem", System]));
            if (Enum.TryParse<Status>(State, out var status)) chips.Add(new("status", t["ChipStatus", Word(status)]));
            return chips;
        }
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _rows = await rows.AllAsync(ct);
        _coverage = await rounds.AllAsync(ct);
    });

    private void Pick(DataflowRow row, bool yes)
    {
        if (yes) _picked.Add(row.Dataflow.Id);
        else _picked.Remove(row.Dataflow.Id);
    }

    // Against its own schedule, not by its last result.
    private string Punctual(DataflowRow row) => HealthOf(row) is Status.Queued or Status.Running ? "" : Punctuality.LateBy(row.Dataflow, row.LastRun?.StartedAt, clock.GetUtcNow()) switch
    {
        null => "",
        { Ticks: 0 } => t["OnTime"],
        { TotalHours: < 1 } late => t.Count("LateMinutes", (long)late.TotalMinutes),
        { TotalDays: < 2 } late => t.Count("LateHours", (long)late.TotalHours),
        { } late => t.Count("LateDays", (long)late.TotalDays),
    };

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step == RunStep.Ended) await ReloadAsync();
        StateHasChanged();
    }

    private Status HealthOf(DataflowRow row) => row.Health(Feed.Latest(row.Dataflow.Id));

    private bool IsBusy(DataflowRow row) => HealthOf(row) is Status.Queued or Status.Running;

    private string Word(Status status) => status == Status.Unknown ? t["NeverRun"] : statuses.Of(status);

    private string HealthWord(DataflowRow row) => Word(HealthOf(row));

    private static string Number(DataflowRow row, Headline headline) => row.Counts.Of(headline).ToString("N0", CultureInfo.CurrentCulture);
}
