using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>One column of a <see cref="RecordList{TRow}"/>: its words, its name in the address when it sorts, and its cell.</summary>
public sealed class ListColumn<TRow> : ComponentBase
{
    [CascadingParameter] public RecordList<TRow>? List { get; set; }

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>The value of <c>sort</c> in the address; null where the column does not sort.</summary>
    [Parameter] public string? SortName { get; set; }

    /// <summary>True for the column that names the row: its cells are row headers.</summary>
    [Parameter] public bool NamesRow { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Whether the cell of a row says nothing worth a line of its own: a card on a phone leaves it out.</summary>
    [Parameter] public Func<TRow, bool>? Nought { get; set; }

    /// <summary>The class of a row's cell.</summary>
    internal string? ClassOf(TRow row) => Nought?.Invoke(row) != true ? Class : Class is null ? "nought" : $"{Class} nought";

    [Parameter, EditorRequired] public required RenderFragment<TRow> ChildContent { get; set; }

    protected override void OnInitialized() => List?.Add(this);
}
