using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Shared;

/// <summary>The views of a list: those that every installation has, and those that were saved; each is an address of its own.</summary>
public sealed partial class SavedViews(IStringLocalizer<SharedTexts> t, NavigationManager navigation, ViewShelf shelf) : ComponentBase
{
    // Where a page begins is no part of what it shows.
    private static readonly string[] Places = ["after", "before", "sel", WholeName];

    /// <summary>Says in an address without any filter that the whole list is meant, and not the view that it opens with.</summary>
    public const string WholeName = "view";

    private IReadOnlyList<SavedView> _kept = [];
    private string _path = "", _query = "", _name = "";
    private string _defaultFor = "";
    private bool _names, _forAll;

    /// <summary>The list's name, by which its views are kept.</summary>
    [Parameter, EditorRequired] public string List { get; set; } = "";

    /// <summary>The views that every installation has.</summary>
    [Parameter] public IReadOnlyList<SavedView> Given { get; set; } = [];

    // Whoever comes by the menu begins with their role's view; an address that says anything is shown as it says.
    protected override async Task OnInitializedAsync()
    {
        _kept = await shelf.OfAsync(List, default);
        if (new Uri(navigation.Uri).Query.Length == 0 && shelf.DefaultOf(_kept) is { Query.Length: > 0 } view) navigation.NavigateTo(new Uri(navigation.Uri).AbsolutePath + view.Query, replace: true);
    }

    private string QueryOf(SavedView view) => view.Query.Length == 0 && shelf.DefaultOf(_kept) is not null ? $"?{WholeName}=all" : view.Query;

    protected override void OnParametersSet()
    {
        var address = new Uri(navigation.GetUriWithQueryParameters(Places.ToDictionary(name => name, _ => (object?)null)));
        (_path, _query) = (address.AbsolutePath, address.Query);
    }

    private async Task SaveAsync()
    {
        if (_name.Trim().Length == 0) return;
        await shelf.SaveAsync(List, _name.Trim(), _query, _forAll, Enum.TryParse<Role>(_defaultFor, out var role) ? role : null, default);
        (_names, _name, _defaultFor) = (false, "", "");
        _kept = await shelf.OfAsync(List, default);
    }

    private async Task RemoveAsync(SavedView view)
    {
        await shelf.RemoveAsync(view, default);
        _kept = await shelf.OfAsync(List, default);
    }
}
