using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Whether a system tells by itself that something happened, and to which address of ours.</summary>
public sealed partial class SystemEvents(Reader reader, IStringLocalizer<SystemTexts> t, Sight sees, WebhookVerbs webhooks, NavigationManager navigation) : TalkPage
{
    private WebhookMeans _means;
    private StoredWebhooks? _told;
    private ConnectedSystem? _loaded;
    private string _address = "", _sentence = "";
    private bool _busy;

    [Parameter, EditorRequired] public required ConnectedSystem System { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == System) return Task.CompletedTask;
        _loaded = System;
        _address = navigation.ToAbsoluteUri(TalkUrls.Hook(System.Id)).AbsoluteUri;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct => (_means, _told) = (await webhooks.MeansAsync(System, ct), await webhooks.FindAsync(System.Id, ct)));

    private Task AskAsync() => DoAsync(async ct => Uri.TryCreate(_address.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? sees.Said(await webhooks.SubscribeAsync(System.Id, address!, reader.As(Act.ConnectSystems), ct))
        : t["EventsAddressWrong"]);

    private Task StopAsync() => DoAsync(async ct => sees.Said(await webhooks.UnsubscribeAsync(System.Id, reader.As(Act.ConnectSystems), ct)));

    private async Task DoAsync(Func<CancellationToken, Task<string>> what)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            _sentence = await what(Leaving);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();
    }
}
