using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A filter that is on: its name in the address and its words.</summary>
public sealed record FilterChip(string Name, string Text);

/// <summary>The one place where a list is narrowed: a search box, choices, and a chip for every filter that is on.</summary>
public sealed partial class FilterBar(UrlState url, IStringLocalizer<SharedTexts> t, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly (string, string?) After = ("after", null);
    private static readonly (string, string?) Before = ("before", null);
    private readonly string _id = "filter-" + References.New();
    private ITimer? _pause;

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The search text as the address has it (<c>q</c>).</summary>
    [Parameter] public string? Query { get; set; }

    [Parameter] public IReadOnlyList<FilterChip> Chips { get; set; } = [];

    /// <summary>Choices beside the search box.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    public void Dispose() => _pause?.Dispose();

    // Typing is written to the address when it pauses, so that each letter is neither a query nor a step back.
    private void Typed(ChangeEventArgs change)
    {
        var text = change.Value as string;
        _pause?.Dispose();
        _pause = clock.CreateTimer(_ => _ = InvokeAsync(() => url.Replace(("q", text), After, Before)), null, TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);
    }

    private void ClearAll() => url.Push([("q", null), After, Before, .. Chips.Select(chip => (chip.Name, (string?)null))]);
}
