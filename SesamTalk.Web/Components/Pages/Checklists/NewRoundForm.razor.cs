using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>Asks what a new round is to test, makes it and leads to it.</summary>
public sealed partial class NewRoundForm(Reader reader, IStringLocalizer<RoundTexts> t, SystemNames names, RoundVerbs verbs, NavigationManager navigation) : ComponentBase
{
    private readonly HashSet<string> _chosen = [];
    private string? _name, _trouble;
    private RoundScope _scope = RoundScope.All;
    private SystemEnvironment _environment = SystemEnvironment.Demo;
    private bool _busy;

    /// <summary>The dataflows that can be tested.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    private void Choose(string id, bool isChosen)
    {
        if (isChosen) _chosen.Add(id);
        else _chosen.Remove(id);
    }

    private async Task MakeAsync()
    {
        if (_busy) return;
        var who = reader.As(Act.TickLines);
        _trouble = string.IsNullOrWhiteSpace(_name) ? "NameMissing" : _chosen.Count == 0 ? "DataflowMissing" : null;
        if (_trouble is not null) return;
        _busy = true;
        try
        {
            var wish = new NewRound(_name!.Trim(), [.. Dataflows.Select(flow => flow.Id).Where(_chosen.Contains)], _scope, who) { Environment = _environment };
            if (await verbs.MakeAsync(wish) is { } round) navigation.NavigateTo(TalkUrls.Round(round.Id));
            else _trouble = "NothingFits";
        }
        finally
        {
            _busy = false;
        }
    }
}
