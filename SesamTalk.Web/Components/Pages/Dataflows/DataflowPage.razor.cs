using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>One dataflow: what its document says, what was added, what keeps it from running, its records and its runs.</summary>
public sealed partial class DataflowPage(
    IStringLocalizer<DataflowTexts> t, DataflowRows rows, ReadinessLook readiness, Schedules schedules, SystemNames names, TimeProvider clock) : LivePage
{
    private static readonly string[] TabNames = ["pairs", "rules", "links", "runs", "document", "checklist"];
    private DataflowRow? _row;
    private ReadinessReport? _report;
    private bool _isMissing;
    private ScheduledTime? _next;
    private int _ended;
    private string? _loaded;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Pair { get; set; }

    [SupplyParameterFromQuery] private string? Row { get; set; }

    [SupplyParameterFromQuery] private string? Panel { get; set; }

    [SupplyParameterFromQuery] private string? View { get; set; }

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? Version { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "state")] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Age { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private string Title => _row is null ? Id : names.Of(_row.Dataflow);

    private string Chosen => TabNames.Contains(Tab) ? Tab! : TabNames[0];

    private IReadOnlyList<(string, string)> TabItems => [.. TabNames.Select(name => (name, t["Tab-" + name].Value))];

    private IReadOnlyList<ReadinessProblem> Problems => _report?.Problems ?? [];

    private IReadOnlyList<ReadinessProblem> Notes => _report?.Notes ?? [];

    private RunProgress? Now => Going(Id);

    private Status Health => _row!.Health(Feed.Latest(Id));

    private string? Sentence => _row is null ? null
        : $"{t.Count("SentencePairs", _row.Dataflow.Pairs.Length)} {t.Count("SentenceRecords", _row.Counts.Total)} {t.Count("SentenceNeedsYou", _row.Counts.Of(Headline.NeedsYou))}";

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id) return Task.CompletedTask;
        _loaded = Id;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        var found = await rows.FindAsync(Id, ct);
        (_row, _isMissing) = (found?.Row, found is null);
        if (_row is null) return;
        _next = (await schedules.NextAsync(Id, 1, ct)) is [var next, ..] ? next : null;
        if (!Answers) return;
        StateHasChanged();
        _report = await readiness.OfAsync(_row.Dataflow, ct);
    });

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.DataflowId != Id) return;
        if (progress.Step == RunStep.Ended)
        {
            _ended++;
            await ReloadAsync();
        }
        StateHasChanged();
    }
}
