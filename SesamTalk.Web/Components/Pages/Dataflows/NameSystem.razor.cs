using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>Gives a system a name of this installation's own: a document may leave it blank, or write it in a way nobody here uses.</summary>
public sealed partial class NameSystem(Reader reader, IStringLocalizer<DataflowTexts> t, DataflowStore dataflows, SystemNames names) : ComponentBase
{
    private bool _asks;
    private bool _isStale;
    private string? _name;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    [Parameter, EditorRequired] public required Side Side { get; set; }

    /// <summary>Raised when the definition changed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private void Ask() => (_asks, _isStale, _name) = (true, false, Dataflow.On(Side).GivenName);

    // No name takes the document's again.
    private async Task SaveAsync()
    {
        var given = string.IsNullOrWhiteSpace(_name) ? null : _name.Trim();
        var side = Dataflow.On(Side) with { GivenName = given };
        try
        {
            await dataflows.SaveAsync(Side == Side.A ? Dataflow with { A = side } : Dataflow with { B = side }, reader.As(Act.ChangeDataflows), "");
            _asks = false;
        }
        catch (StaleDefinitionException)
        {
            _isStale = true;
        }

        await OnChanged.InvokeAsync();
    }
}
