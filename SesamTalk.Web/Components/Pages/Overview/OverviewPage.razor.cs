using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>Whether everything is all right, and if not, what needs a person. Each part loads, and fails, by itself.</summary>
public sealed partial class OverviewPage(IStringLocalizer<OverviewTexts> t, DataflowRows rows, SettingStore settings, ReaderSettings reading) : LivePage
{
    private IReadOnlyList<DataflowRow>? _rows;
    private int _ended;
    private bool _showsFirst;

    /// <summary><c>table</c> shows the map as a table.</summary>
    [SupplyParameterFromQuery] private string? Map { get; set; }

    /// <summary>How far back the activity goes: 24h, 7d or 30d.</summary>
    [SupplyParameterFromQuery] private string? Range { get; set; }

    /// <summary><c>show</c> brings the first steps back after they were put away.</summary>
    [SupplyParameterFromQuery] private string? First { get; set; }

    private string? Sentence
    {
        get
        {
            if (_rows is null or []) return null;
            var health = _rows.Select(row => row.Health(Feed.Latest(row.Dataflow.Id))).ToList();
            var (troubled, never, paused) = (health.Count(one => one is Status.Failed or Status.Retrying), health.Count(one => one is Status.Unknown), health.Count(one => one is Status.Paused));
            List<string> parts = [];
            if (troubled > 0) parts.Add(t.Count("Troubled", troubled, _rows.Count));
            else if (_rows.Count - never - paused is > 0 and var fine) parts.Add(t.Count(fine == _rows.Count ? "AllFine" : "SomeFine", fine, _rows.Count));
            if (never > 0) parts.Add(t.Count(never == _rows.Count ? "NoneRan" : "NotRun", never));
            if (paused > 0) parts.Add(t.Count("PausedFlows", paused));
            return string.Join(' ', [.. parts, t.Count("NeedYou", _rows.Sum(row => row.Counts.Of(Headline.NeedsYou)))]);
        }
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _showsFirst = await settings.GetAsync("demo", ct) == "true" && (First == "show" || !(await reading.ReadAsync(ct)).KnowsFirstSteps);
        _rows = await rows.AllAsync(ct);
    });

    private async Task PutAwayAsync()
    {
        _showsFirst = false;
        await reading.SaveAsync(await reading.ReadAsync(Leaving) with { KnowsFirstSteps = true }, Leaving);
    }

    protected override async Task HearAsync(RunProgress progress)
    {
        if (progress.Step == RunStep.Ended)
        {
            _ended++;
            await ReloadAsync();
        }

        StateHasChanged();
    }
}
