using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>When each connected system last answered.</summary>
public sealed partial class FreshnessTile(IStringLocalizer<OverviewTexts> t, SystemRows rows, SystemNames names) : TalkPage
{
    private IReadOnlyList<SystemRow>? _systems;
    private int _loaded = -1;

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Ended) return Task.CompletedTask;
        _loaded = Ended;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct => _systems = [.. (await rows.AllAsync(names, ct)).Where(row => row.System is not null)]);
}
