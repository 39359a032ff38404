using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>Systems that do not answer as they should: what waits for each, and that nothing is lost.</summary>
public sealed partial class TroubleBanner(IStringLocalizer<OverviewTexts> t, IStringLocalizer<SystemTexts> health, SystemRows rows, SystemNames names) : TalkPage
{
    private IReadOnlyList<SystemRow> _troubled = [];
    private int _loaded = -1;

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Ended) return Task.CompletedTask;
        _loaded = Ended;
        return LoadAsync(async ct => _troubled = [.. (await rows.AllAsync(names, ct)).Where(IsTroubled)]);
    }

    private static bool IsTroubled(SystemRow row) => row.Health switch
    {
        SystemHealth.Unreachable or SystemHealth.KeyRejected or SystemHealth.RightsMissing or SystemHealth.WrongSettings => row.Dataflows.Count > 0,
        SystemHealth.Connected or SystemHealth.Slow or SystemHealth.NotTested or SystemHealth.Trouble or SystemHealth.Paused or SystemHealth.NotConnected => false,
    };
}
