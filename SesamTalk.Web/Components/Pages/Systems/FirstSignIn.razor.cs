using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>The way to sign in to a system in the browser, for systems that have one.</summary>
public sealed partial class FirstSignIn(IStringLocalizer<SystemTexts> t, SignInVerbs verbs, SystemStore systems, NavigationManager navigation) : TalkPage
{
    private bool _offered, _has;
    private ConnectedSystem? _loaded;

    [Parameter, EditorRequired] public required ConnectedSystem System { get; set; }

    /// <summary>How a sign-in ended that has just come back: done, refused, stale; null for none.</summary>
    [Parameter] public string? Result { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == System) return Task.CompletedTask;
        _loaded = System;
        return LoadAsync(async ct =>
        {
            var secret = await verbs.SecretAsync(System.Id, ct);
            _offered = secret is not null;
            _has = secret is not null && (await systems.FindAsync(System.Id, ct))?.ProtectedSecrets.ContainsKey(secret) == true;
        });
    }

    private void Go() => navigation.NavigateTo(TalkUrls.SignIn(System.Id), forceLoad: true);
}
