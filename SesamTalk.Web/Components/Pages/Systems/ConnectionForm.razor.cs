using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Asks for what a connection needs, as its connector declares it. Secrets go in and are never shown again.</summary>
public sealed partial class ConnectionForm(Reader reader, IStringLocalizer<SystemTexts> t, ConnectorKinds kinds, SystemStore systems, SystemVerbs verbs, SandboxAddress sandboxes, IJSRuntime js) : ComponentBase
{
    private ConnectionDraft _draft = new();
    private ConnectedSystem? _of;
    private IReadOnlyList<SecretStamp> _stamps = [];
    private List<(string Id, string Text)> _troubles = [];
    private Reason? _why;
    private bool _saving, _asksProduction, _focusTroubles;

    /// <summary>The connection as it is stored; one without an id is new.</summary>
    [Parameter, EditorRequired] public required ConnectedSystem System { get; set; }

    /// <summary>The id that dataflows name already, for a new connection.</summary>
    [Parameter] public string? WantedId { get; set; }

    /// <summary>Asks for the limits alone: how often, how many, how long.</summary>
    [Parameter] public bool Limits { get; set; }

    /// <summary>Raised with the connection as it is stored now.</summary>
    [Parameter] public EventCallback<ConnectedSystem> OnSaved { get; set; }

    private IEnumerable<SettingField> Fields => kinds.Fields(System.Connector, _draft.Settings);

    private IEnumerable<SettingField> Shown => Fields.Where(one => (one.Kind == SettingKind.Number) == Limits && one.IsAsked(_draft.Settings, Fields));

    protected override async Task OnParametersSetAsync()
    {
        if (_of == System) return;
        _of = System;
        Reset();
        if (System.Id.Length > 0) _stamps = await systems.StampsAsync(System.Id);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusTroubles) return;
        _focusTroubles = false;
        await FocusAsync("connection-troubles");
    }

    private string? Invalid(string id) => _troubles.Any(trouble => trouble.Id == id) ? "true" : null;

    private Task FocusAsync(string id) => js.InvokeVoidAsync("talk.focus", id).AsTask();

    private void Reset() => (_draft, _troubles, _why) = (ConnectionDraft.Of(System, kinds), [], null);

    private Task AskOrSaveAsync()
    {
        _asksProduction = System.Id.Length > 0 && System.Environment != SystemEnvironment.Production && _draft.Environment == SystemEnvironment.Production;
        return _asksProduction ? Task.CompletedTask : SaveAsync();
    }

    private async Task SaveAsync()
    {
        if (_saving) return;
        (_saving, _asksProduction) = (true, false);
        try
        {
            await TrySaveAsync();
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task TrySaveAsync()
    {
        (_troubles, _why) = ([], null);
        if (string.IsNullOrWhiteSpace(_draft.Name)) _troubles.Add(("connection-name", t["TroubleMissing", t["Name"]]));
        var edited = _draft.On(System, await systems.AllAsync(), WantedId);
        var moved = PlayedSystems.Moved(sandboxes, System, edited.Connector, edited.Settings, Fields.Where(field => field.Kind == SettingKind.Number).Select(field => field.Name));
        _troubles.AddRange(moved.Select(name => Fields.FirstOrDefault(field => field.Name == name) is { } field ? (ConnectionDraft.IdOf(field), t["TroubleSandbox", kinds.Label(field)].Value) : ("connection-name", t["TroubleSandbox", name].Value)));
        if (_troubles.Count == 0)
        {
            var saved = await verbs.SaveAsync(edited, _draft.Given, reader.As(Act.ConnectSystems));
            _troubles = [.. saved.Problems.Select(problem => (ConnectionDraft.IdOf(problem.Field), Words(problem)))];
            _why = saved.Why;
            if (saved.Stored is { } stored)
            {
                await OnSaved.InvokeAsync(stored);
                return;
            }
        }

        _focusTroubles = true;
    }

    private string Words(SettingProblem problem) => problem.Trouble switch
    {
        SettingTrouble.Missing => t["TroubleMissing", kinds.Label(problem.Field)],
        SettingTrouble.NotANumber => t["TroubleNumber", kinds.Label(problem.Field), problem.Field.Least, problem.Field.Most],
        SettingTrouble.NotAnAddress => t["TroubleAddress", kinds.Label(problem.Field)],
        SettingTrouble.InnerAddress => t["TroubleInner", kinds.Label(problem.Field)],
        SettingTrouble.NotAChoice => t["TroubleChoice", kinds.Label(problem.Field)],
    };
}
