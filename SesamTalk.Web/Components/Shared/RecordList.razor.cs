using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>
/// A list of records as a real table: sort in the address (<c>sort=name</c>, <c>sort=-name</c>), arrow keys between
/// rows, cards on a phone. It shows the rows it is given; the page asks the server for them.
/// </summary>
public sealed partial class RecordList<TRow>(UrlState url) : ComponentBase
{
    private readonly List<ListColumn<TRow>> _columns = [];

    /// <summary>What the list holds, in words; the table and its scrolling region are named by it.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<TRow> Rows { get; set; } = [];

    /// <summary>What tells rows apart, so that a refresh moves no focus.</summary>
    [Parameter, EditorRequired] public required Func<TRow, object> Key { get; set; }

    [Parameter, EditorRequired] public required RenderFragment Columns { get; set; }

    /// <summary>Why there is nothing to see, and what to do about it.</summary>
    [Parameter, EditorRequired] public required RenderFragment Empty { get; set; }

    /// <summary>The present sort as the address has it.</summary>
    [Parameter] public string? Sort { get; set; }

    /// <summary>Where this page lies in a longer list; null for a list that is all here.</summary>
    [Parameter] public ListPage? Page { get; set; }

    /// <inheritdoc cref="ListPager.OnCount"/>
    [Parameter] public EventCallback OnCount { get; set; }

    internal void Add(ListColumn<TRow> column) => _columns.Add(column);

    private string? SortOf(ListColumn<TRow> column) =>
        column.SortName is null ? null : Sort == column.SortName ? "ascending" : Sort == "-" + column.SortName ? "descending" : "none";

    private string Arrow(ListColumn<TRow> column) => SortOf(column) switch { "ascending" => " ↑", "descending" => " ↓", _ => "" };

    private void SortBy(ListColumn<TRow> column) =>
        url.Push(("sort", Sort == column.SortName ? "-" + column.SortName : column.SortName), ("after", null), ("before", null));
}
