using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>
/// Keeps what a page shows in its address: pages read it by <c>[SupplyParameterFromQuery]</c> and write it here.
/// Choices (tabs, chips, sort, panels) are pushed, so Back undoes them; typing replaces.
/// </summary>
public sealed class UrlState(NavigationManager navigation)
{
    /// <summary>The present address with <paramref name="changes"/>; an empty value leaves the name out.</summary>
    public string With(params (string Name, string? Value)[] changes) =>
        navigation.GetUriWithQueryParameters(WithoutFragment, changes.ToDictionary(
            change => change.Name, change => (object?)(string.IsNullOrEmpty(change.Value) ? null : change.Value)));

    /// <summary>What the present address has by a name, or null.</summary>
    public string? Value(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Goes to the present address with changes, as a step of its own in the history.</summary>
    public void Push(params (string Name, string? Value)[] changes) => Go(With(changes), replace: false);

    /// <summary>Changes the present address in place: for typing, where each letter is no step.</summary>
    public void Replace(params (string Name, string? Value)[] changes) => Go(With(changes), replace: true);

    /// <summary>Names in the address that <paramref name="known"/> does not hold; the page says so and goes on.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).Keys.Where(name => !names.Contains(name))];
    }

    private string WithoutFragment => navigation.Uri.Split('#', 2)[0];

    private void Go(string address, bool replace)
    {
        if (address != navigation.Uri) navigation.NavigateTo(address, replace: replace);
    }
}
