using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>Asks which dataflow is to run, and how. A dataflow that has never run is only tried, unless a person says otherwise.</summary>
public sealed partial class StartRun(
    Reader reader, IStringLocalizer<RunTexts> t, RunWords words, SystemNames names, RunQueue queue, RunFeed feed, IDbContextFactory<TalkDb> databases, Toasts toasts, NavigationManager navigation) : ComponentBase
{
    private string _dataflow = "";
    private RunKind _kind = RunKind.DryRun;
    private UsualTimes _usual = UsualTimes.Unknown;
    private bool _isFirst;

    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    /// <summary>The id of the dataflow to begin with.</summary>
    [Parameter] public string? Chosen { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    protected override Task OnInitializedAsync() => TakeAsync(Dataflows.FirstOrDefault(flow => flow.Id == Chosen)?.Id ?? Dataflows[0].Id);

    private Task ChooseAsync(ChangeEventArgs change) => TakeAsync(change.Value as string ?? "");

    private async Task TakeAsync(string dataflow)
    {
        _dataflow = dataflow;
        await using var db = await databases.CreateDbContextAsync();
        _isFirst = !await db.Runs.AnyAsync(run => run.DataflowId == dataflow && run.Kind != RunKind.DryRun && run.Trigger != RunTrigger.Verify);
        _usual = await UsualTimes.ReadAsync(db, default);
        _kind = _isFirst ? RunKind.DryRun : RunKind.Changes;
    }

    private async Task StartAsync()
    {
        var isOn = feed.Latest(_dataflow) is { Step: not RunStep.Ended };
        var run = await queue.EnqueueAsync(_dataflow, _kind, RunTrigger.Person, reader.As(Act.Run));
        toasts.Show(new(t[isOn ? "AlreadyRuns" : "Started", names.Of(Dataflows.First(flow => flow.Id == _dataflow))], t["SeeRun"], TalkUrls.Run(run)));
        await OnClosed.InvokeAsync();
        navigation.NavigateTo(TalkUrls.Run(run));
    }
}
