using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>Gets anywhere: pages, dataflows and systems by a part of their name, anything else among the links.</summary>
public sealed partial class Palette(
    IStringLocalizer<ShortcutTexts> t, IStringLocalizer<NavMenu> words, DataflowStore dataflows, SystemStore systems, SystemNames names, NavigationManager navigation, Reader reader, RecentPlaces recent) : ComponentBase
{
    private const int Most = 8;
    private List<Way> _ways = [];
    private IReadOnlyList<Way> _recent = [];
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
            return asked.Length == 0 ? [.. _recent, .. fitting.Where(way => _recent.All(one => one.Url != way.Url)).Take(Most - _recent.Count)] : [.. fitting, new Way(t["PaletteLinks", asked], t["PaletteKindLinks"], TalkUrls.LinksOf(asked))];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _ways = [.. NavItem.All.Where(item => reader.May(item.Act)).Select(item => new Way(words[item.Word], t["PaletteKindPage"], item.Url))];
        _ways.AddRange((await dataflows.AllAsync()).Select(flow => new Way(names.Of(flow), t["PaletteKindDataflow"], TalkUrls.Dataflow(flow.Id))));
        _ways.AddRange((await systems.AllAsync()).Select(system => new Way(system.Name, t["PaletteKindSystem"], TalkUrls.System(system.Id))));
        // Only what can still be gone to: a dataflow may be gone, and a role may be smaller than it was.
        _recent = [.. (await recent.ReadAsync()).Select(url => _ways.Find(way => way.Url == url)).OfType<Way>().Select(way => way with { Kind = t["PaletteKindRecent", way.Kind] })];
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
        if (_ways.Exists(one => one.Url == way.Url)) await recent.KeepAsync(way.Url);
        await OnClosed.InvokeAsync();
        navigation.NavigateTo(way.Url);
    }

    private sealed record Way(string Text, string Kind, string Url);
}
