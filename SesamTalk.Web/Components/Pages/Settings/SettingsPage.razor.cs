using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Settings;

/// <summary>How the site looks and behaves for the reader, and what the installation allows. Each choice is kept at once.</summary>
public sealed partial class SettingsPage(IStringLocalizer<SettingTexts> t, Reader here, ReaderSettings reader, SettingStore settings, DataflowStore dataflows, DemoEnd demoEnd, IOptions<StorageOptions> storage, ReaderClock reading, TimeProvider clock, IJSRuntime js) : TalkPage
{
    // By the names of the time zone database; the short names that it keeps beside them say nothing to a reader.
    private static readonly IReadOnlyList<TimeZoneInfo> Zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.Id.Contains('/') && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal)).OrderBy(zone => zone.Id, StringComparer.Ordinal)];

    private ReaderChoices? _choices;
    private ReaderChoices? _before;
    private IReadOnlyList<Dataflow> _dataflows = [];
    private string? _inner;
    private bool _isDemo;
    private DemoWish _ends;
    private string _said = "";

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _choices = await reader.ReadAsync(ct);
        _dataflows = await dataflows.AllAsync(ct);
        _inner = await settings.GetAsync(SystemVerbs.InnerAddresses, ct);
        _isDemo = storage.Value.Provider == "Sqlite" && await settings.GetAsync("demo", ct) == "true";
    });

    private async Task SaveAsync(ReaderChoices choices)
    {
        await reader.SaveAsync(choices, Leaving);
        reading.Take(choices.Zone, choices.ExactTimes);
        (_before, _choices, _said) = (_before == choices ? null : _choices, choices, t["Saved"]);
        await js.InvokeVoidAsync("talk.apply", Leaving, choices.Theme, choices.Compact, choices.Shortcuts, choices.Calm);
    }

    // The site stops with it: the page says that the connection is lost, and comes back with the new one.
    private void EndDemo()
    {
        var (who, wish) = (here.As(Act.ChangeSettings), _ends);
        _ends = DemoWish.Stay;
        demoEnd.Ask(wish, who);
    }

    private async Task ChangeInnerAsync(string? hosts)
    {
        var named = string.IsNullOrWhiteSpace(hosts) ? null : hosts.Trim();
        await settings.ChooseAsync(SystemVerbs.InnerAddresses, named, here.As(Act.ChangeSettings), Leaving);
        (_inner, _said) = (named, t["Saved"]);
    }
}
