using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>The bar above every page: mark, kind of installation, search, language, theme.</summary>
public sealed partial class TopBar(IStringLocalizer<TopBar> t, IStringLocalizer<SharedTexts> roles, NavigationManager navigation, IOptions<ShellOptions> shell, Reader reader) : ComponentBase
{
    private string? _query;

    // Brings the bar up to date when the role changes while the page is open.
    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    [Parameter] public bool NavOpen { get; set; }

    [Parameter] public EventCallback OnToggleNav { get; set; }

    [Parameter] public EventCallback OnPalette { get; set; }

    [Parameter] public EventCallback OnSheet { get; set; }

    private static string OtherLanguage => Languages.Other;

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    private void Search() => navigation.NavigateTo(TalkUrls.LinksOf(_query));
}
