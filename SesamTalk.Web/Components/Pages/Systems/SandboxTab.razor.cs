using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>The dials of a demo system: its clock and rate, the traps of the real thing, and faults for the next requests.</summary>
public sealed partial class SandboxTab(Reader reader, IStringLocalizer<SystemTexts> t, SandboxDoor door, AuditLog audit) : TalkPage
{
    private SandboxLook? _look;
    private JsonObject _draft = [];
    private string? _loaded;
    private string _kind = "status", _path = "", _sentence = "", _said = "";
    private int _count = 1, _status = 503;
    private bool _busy;

    [Parameter, EditorRequired] public string SystemId { get; set; } = "";

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == SystemId) return Task.CompletedTask;
        _loaded = SystemId;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _look = await door.LookAsync(SystemId, ct);
        _draft = _look?.Dials.DeepClone().AsObject() ?? [];
    });

    private Task TurnAsync() => DoAsync(ct => door.TurnAsync(SystemId, new JsonObject(_draft.Where(dial => _look!.Heeds.Contains(dial.Key)).Select(dial => KeyValuePair.Create(dial.Key, dial.Value?.DeepClone()))), ct), t["Turned"]);

    private Task AdvanceAsync(TimeSpan by) => DoAsync(ct => door.AdvanceAsync(SystemId, by, ct), t["Turned"]);

    private Task ArmAsync() => DoAsync(ct => door.ArmAsync(SystemId, new JsonObject { ["kind"] = _kind, ["count"] = _count, ["status"] = _status, ["path"] = _path.Trim() is { Length: > 0 } path ? path : null }, ct), "");

    private Task ClearAsync() => DoAsync(async ct =>
    {
        await door.ClearAsync(SystemId, ct);
        return "";
    }, "");

    private async Task DoAsync(Func<CancellationToken, Task<string>> what, string said)
    {
        if (_busy) return;
        var who = reader.As(Act.TurnDials);
        (_busy, _said) = (true, "");
        try
        {
            _sentence = await what(Leaving);
        }
        catch (HttpRequestException away)
        {
            _sentence = away.Message;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _busy = false;
        }

        if (_sentence.Length > 0) return;
        await audit.AddAsync(who, "system.dial", "system/" + SystemId, $"{who} turned a dial of the sandbox {SystemId}.", Leaving);
        _said = said;
        await ReloadAsync();
    }

    private string Words(JsonObject fault) => t[fault["path"] is null ? "FaultLine" : "FaultLineAt", t["Fault-" + fault["kind"]], fault["count"]!.ToString(), fault["path"]?.ToString() ?? ""];
}
