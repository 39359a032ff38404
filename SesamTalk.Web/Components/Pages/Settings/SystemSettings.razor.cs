using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Operations.Chosen;

namespace SesamTalk.Web.Components.Pages.Settings;

/// <summary>The numbers of the installation: each says what it is for, its default and who chose it. A change is kept at once and can be undone; one that lets something go, or more happen, is asked about first.</summary>
public sealed partial class SystemSettings(IStringLocalizer<SettingTexts> t, Reader reader, InstallationSettings settings) : TalkPage
{
    private IReadOnlyList<SettingNow> _settings = [];
    private (SettingNow Now, double? Wish)? _asked;
    private (InstallationSetting Setting, double? Before)? _undo;
    private string? _wrong;
    private string _said = "";

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct => _settings = await settings.ReadAsync(ct));

    private async Task WishAsync(SettingNow now, string? text)
    {
        var wish = text is null ? null : now.Setting.Read(text);
        (_wrong, _said) = (text is not null && wish is null ? now.Setting.Key : null, "");
        if (_wrong is not null) return;
        if (now.Setting.AsksBefore(now.Value, wish ?? now.Setting.Default)) _asked = (now, wish);
        else await ChooseAsync(now.Setting, wish);
    }

    private async Task ChooseAsync(InstallationSetting setting, double? value)
    {
        _asked = null;
        var before = settings.Value(setting);
        var who = reader.As(Act.ChangeSettings);
        if (!await settings.ChooseAsync(setting, value, who, Leaving)) return;
        (_undo, _said) = (_undo?.Setting == setting && _undo?.Before == (value ?? setting.Default) ? null : (setting, before), t["SavedAs", t["Setting-" + setting.Name], Shown(value ?? setting.Default)]);
        await ReloadAsync();
    }

    // What was typed is put back: the field shows what holds.
    private Task CancelAsync()
    {
        _asked = null;
        return ReloadAsync();
    }

    private static string Input(InstallationSetting setting) => "setting-" + setting.Name + "-value";

    // As a number field of the browser wants it, in every language.
    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shown(double value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
