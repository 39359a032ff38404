using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>The frame around every page: bar, navigation, one main region, footer with the time zone.</summary>
public sealed partial class MainLayout(IStringLocalizer<MainLayout> t, NavigationManager navigation, ReaderClock clock, IJSRuntime js, Reader reader, Sight sees, LivePause pause, SeenAs seenAs, IStringLocalizer<SharedTexts> roles)
    : LayoutComponentBase, IDisposable
{
    private TalkErrorBoundary? _boundary;
    private bool _navOpen;
    private Above _above;
    private bool _toHeading;
    private string? _at;
    private bool? _hides;
    private bool _wasPreview;

    /// <summary>Told when the role changes while the page is open.</summary>
    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    private enum Above { Nothing, Palette, Sheet }

    private static string Version => typeof(MainLayout).Assembly.GetName().Version?.ToString(2) ?? "";

    protected override void OnInitialized()
    {
        clock.Changed += Redraw;
        pause.Changed += Redraw;
    }

    public void Dispose()
    {
        clock.Changed -= Redraw;
        pause.Changed -= Redraw;
    }

    // A new page arrives as a new body: the drawer closes, and a page that failed is forgotten.
    protected override void OnParametersSet()
    {
        // What was read for other eyes is read anew: none of it stays on the screen.
        if (_hides is { } hid && hid != sees.IsHidden && !reader.IsPreview && !_wasPreview) navigation.Refresh(forceReload: true);
        (_hides, _wasPreview) = (sees.IsHidden, reader.IsPreview);
        if (navigation.Uri == _at) return;
        _toHeading = _at is not null && new Uri(_at).AbsolutePath != new Uri(navigation.Uri).AbsolutePath;
        _at = navigation.Uri;
        _navOpen = false;
        _above = Above.Nothing;
        _boundary?.Recover();
    }

    // Tests and styles may wait for "interactive": before it, the page is a picture of itself. A new page takes the
    // focus to its heading; the first one does not, so that the first Tab reaches the skip link.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await js.InvokeVoidAsync("talk.interactive");
        if (!_toHeading) return;
        _toHeading = false;
        await js.InvokeVoidAsync("talk.focusHeading");
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private void EndPreview()
    {
        seenAs.End();
        navigation.NavigateTo(TalkUrls.Users);
    }

    private void CloseAbove() => _above = Above.Nothing;

    private void CloseOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape") _navOpen = false;
    }
}
