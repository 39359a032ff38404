using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>The views of a list: those that every installation has, and those that were saved; each is an address of its own.</summary>
public sealed partial class SavedViews(IStringLocalizer<SharedTexts> t, NavigationManager navigation, ViewShelf shelf) : ComponentBase
{
    // Where a page begins is no part of what it shows.
    private static readonly string[] Places = ["after", "before", "sel"];
    private IReadOnlyList<SavedView> _kept = [];
    private string _path = "", _query = "", _name = "";
    private bool _names, _forAll;

    /// <summary>The list's name, by which its views are kept.</summary>
    [Parameter, EditorRequired] public string List { get; set; } = "";

    /// <summary>The views that every installation has.</summary>
    [Parameter] public IReadOnlyList<SavedView> Given { get; set; } = [];

    protected override async Task OnInitializedAsync() => _kept = await shelf.OfAsync(List, default);

    protected override void OnParametersSet()
    {
        var address = new Uri(navigation.GetUriWithQueryParameters(Places.ToDictionary(name => name, _ => (object?)null)));
        (_path, _query) = (address.AbsolutePath, address.Query);
    }

    private async Task SaveAsync()
    {
        if (_name.Trim().Length == 0) return;
        await shelf.SaveAsync(List, _name.Trim(), _query, _forAll, default);
        (_names, _name) = (false, "");
        _kept = await shelf.OfAsync(List, default);
    }

    private async Task RemoveAsync(SavedView view)
    {
        await shelf.RemoveAsync(view, default);
        _kept = await shelf.OfAsync(List, default);
    }
}
