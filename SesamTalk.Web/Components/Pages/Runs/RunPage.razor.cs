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

/// <summary>One run, while it goes on and afterwards: how far each pair is, what was written, what needs a person, and what can be done about it.</summary>
public sealed partial class RunPage(
    IStringLocalizer<RunTexts> t, RunWords words, SystemNames names, DataflowStore dataflows, PlanStore plans, IDbContextFactory<TalkDb> databases, TimeProvider clock) : LivePage
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private Run? _run;
    private Dataflow? _dataflow;
    private StoredPlan? _plan;
    private IReadOnlyList<PairProgress> _pairs = [];
    private IReadOnlyList<Guid> _failed = [];
    private UndoScope? _putBack;
    private bool _isMissing;
    private int _seen;
    private Guid _loaded;
    private DateTimeOffset _read;
    private ITimer? _pulse;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Outcome { get; set; }

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private RunProgress? Now => _run is not null && Feed.Latest(_run.DataflowId) is { Step: not RunStep.Ended } now && now.RunId == Id ? now : null;

    // While it goes on, what it says itself is newer than what is stored.
    private RunCounts Counts => Now?.Counts ?? _run!.Counts;

    private string A => _dataflow is null ? "A" : names.Of(_dataflow.A);

    private string B => _dataflow is null ? "B" : names.Of(_dataflow.B);

    private string Title => _run is null ? t["Run"] : t["RunOf", _dataflow is null ? _run.DataflowId : names.Of(_dataflow)];

    private string? Sentence => _run is null ? null : Now is { } now
        ? $"{t[now.Step == RunStep.Queued ? "SaysQueued" : "SaysRunning"]} {words.Sentence(Counts, _failed.Count)}"
        : $"{words.Outcome(_run)}: {words.Says(Counts, _failed.Count)} {Sees.Said(_run.Reason)}".Trim();

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(t["Title"], TalkUrls.Runs)];

    private IReadOnlyList<string> TabNames => [.. new[] { _failed.Count + Counts.Conflicts > 0 ? "needs" : null, _plan is not null ? "plan" : null, "changes", "settings" }.OfType<string>()];

    private string Chosen => TabNames.Contains(Tab) ? Tab! : TabNames[0];

    private IReadOnlyList<(string, string)> TabItems => [.. TabNames.Select(name => (name, t["Tab-" + name].Value))];

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id) return Task.CompletedTask;
        _loaded = Id;
        return ReloadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (!firstRender) return;
        // The last sign of life grows older by itself.
        _pulse = clock.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, Second, Second);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _pulse?.Dispose();
        base.Dispose(disposing);
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == Id, ct) ?? Queued(await dataflows.AllAsync(ct));
        _isMissing = _run is null;
        if (_run is null) return;
        _dataflow = await dataflows.FindAsync(_run.DataflowId, ct);
        _plan = await plans.OfRunAsync(Id, ct);
        _failed = await RunWrites.FailedLinksAsync(db, Id, ct);
        _pairs = PairProgress.Of(_dataflow, await RunWrites.TalliesAsync(db, Id, ct), Now, Feed.Course(_run.DataflowId, Id));
        _read = clock.GetUtcNow();
        _seen++;
    });

    // One that waits for its turn is not stored yet.
    private Run? Queued(IReadOnlyList<Dataflow> all) => all.Select(flow => Feed.Latest(flow.Id)).OfType<RunProgress>().FirstOrDefault(now => now.RunId == Id) is { } now
        ? new Run { Id = Id, DataflowId = now.DataflowId, DefinitionVersion = all.First(flow => flow.Id == now.DataflowId).Version, Kind = RunKind.Changes, Trigger = RunTrigger.Person, StartedAt = now.At }
        : null;

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.RunId != Id) return;
        if (progress.Step == RunStep.Ended || clock.GetUtcNow() - _read >= Second) await ReloadAsync();
        StateHasChanged();
    }

    private void AskPutBack(UndoScope scope) => _putBack = scope;

    private string PairName(string pairId) => _dataflow?.Pairs.FirstOrDefault(pair => pair.Id == pairId) is { } pair ? $"{pair.A.Entity} ↔ {pair.B.Entity}" : pairId;
}
