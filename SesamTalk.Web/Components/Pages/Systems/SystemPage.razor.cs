using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>One system: its connection and how the last test went, what it holds, its limits, and what happened to it.</summary>
public sealed partial class SystemPage(
    Reader reader, IStringLocalizer<SystemTexts> t, SystemRows rows, SystemStore systems, SystemVerbs verbs, ConnectorKinds kinds, RunQueue queue, WebhookVerbs webhooks, SandboxAddress sandboxes, SystemNames names, Toasts toasts, NavigationManager navigation) : TalkPage
{
    private SystemRow? _row;
    private bool _isMissing, _testing, _asksRemove, _tells;
    private int _saved;
    private string? _loaded;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    /// <summary>How a sign-in of a person ended that came back here.</summary>
    [SupplyParameterFromQuery] private string? SignIn { get; set; }

    private string[] TabNames => ["connection", "schema", "limits", .. _tells ? ["events"] : Array.Empty<string>(), .. sandboxes(Id) is null ? [] : new[] { "sandbox" }, "timeline"];

    private string Chosen => TabNames.Contains(Tab) ? Tab! : TabNames[0];

    private IReadOnlyList<(string, string)> TabItems => [.. TabNames.Select(name => (name, t["Tab-" + name].Value))];

    private string? Sentence => _row is null ? null : $"{t.Count("SentenceUsedBy", _row.Dataflows.Count)} {t.Count("SentenceWaits", _row.Waiting)}";

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id) return Task.CompletedTask;
        _loaded = Id;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _row = await rows.FindAsync(Id, ct);
        _isMissing = _row is null;
        _tells = _row?.System is { } system && await webhooks.MeansAsync(system, ct) != WebhookMeans.None;
    });

    private async Task TestAsync()
    {
        if (_testing || _row?.System is not { } system) return;
        reader.As(Act.TestSystems);
        _testing = true;
        try
        {
            await verbs.TestAsync(system, Leaving);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _testing = false;
        }

        _saved++;
        await ReloadAsync();
    }

    // What had stopped because of the old settings goes on with the new ones.
    private async Task SavedAsync(ConnectedSystem stored)
    {
        List<string> again = [];
        foreach (var run in _row!.LastRuns.Where(run => run.Outcome is RunOutcome.Failed or RunOutcome.Interrupted))
        {
            if (_row.Dataflows.FirstOrDefault(flow => flow.Id == run.DataflowId) is not { PausedBecause: null } flow) continue;
            await queue.EnqueueAsync(flow.Id, RunKind.Changes, RunTrigger.Person, reader.As(Act.ConnectSystems));
            again.Add(names.Of(flow));
        }

        _saved++;
        toasts.Show(new(again.Count == 0 ? t["Saved", stored.Name] : t.Count("SavedResumed", again.Count, stored.Name)));
        await ReloadAsync();
    }

    private void AskRemove() => _asksRemove = true;

    private async Task RemoveAsync()
    {
        if (_row!.Dataflows.Count == 0) await webhooks.UnsubscribeAsync(Id, reader.As(Act.ConnectSystems));
        var users = await systems.RemoveAsync(Id, reader.As(Act.ConnectSystems));
        _asksRemove = false;
        if (users.Count > 0)
        {
            await ReloadAsync();
            return;
        }

        toasts.Show(new(t["Removed", _row!.Name]));
        navigation.NavigateTo(TalkUrls.Systems);
    }
}
