using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Components.Layout;

/// <summary>The bar above every page: mark, kind of installation, search, language, theme.</summary>
public sealed partial class TopBar(IStringLocalizer<TopBar> t, NavigationManager navigation, IOptions<ShellOptions> shell) : ComponentBase
{
    private string? _query;

    [Parameter] public bool NavOpen { get; set; }

    [Parameter] public EventCallback OnToggleNav { get; set; }

    [Parameter] public EventCallback OnPalette { get; set; }

    [Parameter] public EventCallback OnSheet { get; set; }

    private static string OtherLanguage => CultureInfo.CurrentUICulture.Name.StartsWith("nb", StringComparison.Ordinal) ? Languages.English : Languages.Norwegian;

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    private void Search() => navigation.NavigateTo(TalkUrls.LinksOf(_query));
}
