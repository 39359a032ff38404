using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;
using SesamTalk.Web.Operations.Chosen;

namespace SesamTalk.Web.Components.Pages.Timetable;

/// <summary>Builds the sentence that says when a dataflow runs by itself, and shows what it comes to before and after it is saved.</summary>
public sealed partial class ScheduleEditor(
    Reader reader, IStringLocalizer<ScheduleTexts> t, ScheduleWords words, DataflowStore dataflows, Schedules schedules, Toasts toasts, SystemNames names, NavigationManager navigation, InstallationSettings settings, TimeProvider clock) : ComponentBase
{
    private const int Shown = 5;
    private static readonly DayOfWeek[] MondayFirst = [.. Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7))];

    private ScheduleDraft _draft = new();
    private Schedule? _schedule;
    private IReadOnlyDictionary<string, ScheduleProblem> _problems = new Dictionary<string, ScheduleProblem>();
    private IReadOnlyList<ScheduledTime> _next = [];
    private string? _opened;
    private bool _isStale;
    private bool _busy;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>The address without the panel.</summary>
    [Parameter, EditorRequired] public string CloseUrl { get; set; } = "";

    /// <summary>Raised when the definition changed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private ScheduleDraft Stored => ScheduleDraft.Of(Dataflow.Schedule, (int)settings.Value(InstallationSettings.ScheduleMinutes));

    private bool IsChanged => _draft != Stored;

    // A reload of the page below does not take what is being typed.
    protected override async Task OnParametersSetAsync()
    {
        if (_opened == Dataflow.Id) return;
        _opened = Dataflow.Id;
        Change(Stored);
        if (Dataflow.Schedule is not null && Dataflow.PausedBecause is null && await schedules.NextAsync(Dataflow.Id, Shown) is { Count: > 0 } live) _next = live;
    }

    private void Change(ScheduleDraft draft)
    {
        _draft = draft;
        (_schedule, _problems) = draft.Read();
        _next = _schedule is null ? [] : ScheduleTimes.Next(_schedule, clock.GetUtcNow(), Shown);
    }

    private async Task SaveAsync()
    {
        if (_busy || _problems.Count > 0 || !IsChanged) return;
        _busy = true;
        try
        {
            await dataflows.SaveAsync(Dataflow with { Schedule = _schedule }, reader.As(Act.Schedule), t["Note", words.Of(_schedule)]);
            await schedules.RefreshAsync();
            toasts.Show(new(t["Saved", names.Of(Dataflow), words.Of(_schedule)]));
            _opened = null;
            await OnChanged.InvokeAsync();
            navigation.NavigateTo(CloseUrl);
        }
        catch (StaleDefinitionException)
        {
            _isStale = true;
            await OnChanged.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private string? Invalid(string field) => _problems.ContainsKey(field) ? "true" : null;

    private string Wrong(string field) => _problems.GetValueOrDefault(field) is not { } problem ? ""
        : problem.Cron is { } cron ? words.Problem(cron)
        : t[problem.Key, problem.Value];
}
