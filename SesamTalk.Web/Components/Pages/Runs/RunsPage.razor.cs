using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>What is going on, and what has happened: those under way on top, then the others, newest first.</summary>
public sealed partial class RunsPage(
    IStringLocalizer<RunTexts> t, RunWords words, SystemNames names, DataflowStore dataflows, IDbContextFactory<TalkDb> databases, TimeProvider clock) : LivePage
{
    private IReadOnlyList<Dataflow> _dataflows = [];
    private RunListPage? _page;
    private UsualTimes _usual = UsualTimes.Unknown;
    private RunQuery? _loaded;
    private bool _starts;

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    [SupplyParameterFromQuery(Name = "status")] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private string? By { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery] private string? Empty { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private RunQuery Query => new(State, Dataflow, Kind, By, From, To, Empty, After, Before);

    private bool IsFiltered => Query with { Empty = null, After = null, Before = null } != new RunQuery(null, null, null, null, null, null, null, null, null);

    private IReadOnlyList<RunProgress> Now => [.. _dataflows.Select(flow => Feed.Latest(flow.Id)).OfType<RunProgress>().Where(now => now.Step != RunStep.Ended && (string.IsNullOrEmpty(Dataflow) || now.DataflowId == Dataflow))];

    private string? Sentence => _page is null ? null : $"{t.Count("SentenceNow", Now.Count)} {t.Count("SentenceTotal", _page.Total + _page.Folded)}";

    private ListPage? Pager => _page is { Rows: [var first, ..] rows } page
        ? new(rows.Count, page.Total, page.HasBefore ? first.Id.ToString() : null, page.HasAfter ? rows[^1].Id.ToString() : null)
        : null;

    private IReadOnlyList<(string, string)> DataflowOptions => [("", t["AllDataflows"]), .. _dataflows.Select(flow => (flow.Id, names.Of(flow)))];

    private IReadOnlyList<(string, string)> StateOptions =>
        [("", t["AllStates"]), .. Enum.GetValues<RunOutcome>().Where(outcome => outcome != RunOutcome.Running).Select(outcome => (outcome.ToString(), words.Outcome(outcome)))];

    private IReadOnlyList<(string, string)> KindOptions => [("", t["AllKinds"]), .. Enum.GetValues<RunKind>().Select(kind => (kind.ToString(), words.Kind(kind)))];

    private IReadOnlyList<(string, string)> TriggerOptions => [("", t["Anybody"]), .. Enum.GetValues<RunTrigger>().Select(trigger => (trigger.ToString(), words.Trigger(trigger)))];

    private IReadOnlyList<(string, string)> RangeOptions =>
        [.. RunRange.Presets.Select(preset => (preset, t["Range-" + preset].Value)), .. string.IsNullOrEmpty(From) || RunRange.Presets.Contains(From) ? Array.Empty<(string, string)>() : [(From, From)]];

    protected override Task OnParametersSetAsync()
    {
        if (Query == _loaded) return Task.CompletedTask;
        _loaded = Query;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _dataflows = await dataflows.AllAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        _page = await Query.ReadAsync(db, clock.GetUtcNow(), ct);
        _usual = await UsualTimes.ReadAsync(db, ct);
    });

    // A page further on stays as it is: what is new belongs on the first one.
    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step == RunStep.Ended && After is null && Before is null) await ReloadAsync();
        StateHasChanged();
    }

    private string NameOf(string dataflowId) => _dataflows.FirstOrDefault(flow => flow.Id == dataflowId) is { } flow ? names.Of(flow) : dataflowId;

    private string Duration(Run run)
    {
        if (run.EndedAt is not { } ended) return "";
        var took = words.Duration(ended - run.StartedAt);
        return _usual.Beside(run) is { } usual ? t["TookUsually", took, words.Duration(usual)] : took;
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
