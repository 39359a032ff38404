using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>Gets anywhere: pages, dataflows and systems by a part of their name, anything else among the links.</summary>
public sealed partial class Palette(
    IStringLocalizer<ShortcutTexts> t, IStringLocalizer<NavMenu> words, DataflowStore dataflows, SystemStore systems, SystemNames names, NavigationManager navigation, Reader reader) : ComponentBase
{
    private const int Most = 8;
    private List<Way> _ways = [];
    private string _query = "";
    private int _at;
    private bool _takesKey;

    /// <summary>Raised when it is closed, with or without a choice.</summary>
    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    private IReadOnlyList<Way> Found
    {
        get
        {
            var asked = _query.Trim();
            var fitting = _ways.Where(way => way.Text.Contains(asked, StringComparison.CurrentCultureIgnoreCase)).Take(Most);
            return asked.Length == 0 ? [.. fitting] : [.. fitting, new Way(t["PaletteLinks", asked], t["PaletteKindLinks"], TalkUrls.LinksOf(asked))];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _ways = [.. NavItem.All.Where(item => reader.May(item.Act)).Select(item => new Way(words[item.Word], t["PaletteKindPage"], item.Url))];
        _ways.AddRange((await dataflows.AllAsync()).Select(flow => new Way(names.Of(flow), t["PaletteKindDataflow"], TalkUrls.Dataflow(flow.Id))));
        _ways.AddRange((await systems.AllAsync()).Select(system => new Way(system.Name, t["PaletteKindSystem"], TalkUrls.System(system.Id))));
    }

    private Task Pressed(KeyboardEventArgs key)
    {
        _takesKey = key.Key is "ArrowDown" or "ArrowUp";
        var many = Found.Count;
        if (many == 0) return Task.CompletedTask;
        if (key.Key == "ArrowDown") _at = (_at + 1) % many;
        if (key.Key == "ArrowUp") _at = (_at + many - 1) % many;
        return key.Key == "Enter" ? GoAsync(Found[Math.Min(_at, many - 1)]) : Task.CompletedTask;
    }

    private async Task GoAsync(Way way)
    {
        await OnClosed.InvokeAsync();
        navigation.NavigateTo(way.Url);
    }

    private sealed record Way(string Text, string Kind, string Url);
}
