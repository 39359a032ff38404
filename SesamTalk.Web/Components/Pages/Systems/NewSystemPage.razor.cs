using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Connects a system: first what kind it is, then what that kind asks for.</summary>
public sealed partial class NewSystemPage(IStringLocalizer<SystemTexts> t, ConnectorKinds kinds, Toasts toasts, NavigationManager navigation) : TalkPage
{
    private ConnectedSystem? _system;

    /// <summary>The kind of connector.</summary>
    [SupplyParameterFromQuery] private string? Kind { get; set; }

    /// <summary>The id that a dataflow names already; the new system takes it.</summary>
    [SupplyParameterFromQuery] private string? For { get; set; }

    [SupplyParameterFromQuery] private string? Name { get; set; }

    private IReadOnlyList<(string, string)> KindOptions => [("", t["ChooseKind"]), .. kinds.All.Select(kind => (kind.Key, kinds.Name(kind.Key)))];

    protected override void OnParametersSet()
    {
        var kind = kinds.All.FirstOrDefault(kind => kind.Key == Kind);
        if (kind?.Key != _system?.Connector) _system = kind is null ? null : new ConnectedSystem { Id = "", Name = Name ?? "", Connector = kind.Key };
    }

    private void Saved(ConnectedSystem stored)
    {
        toasts.Show(new(t["Connected", stored.Name]));
        navigation.NavigateTo(TalkUrls.System(stored.Id));
    }
}
