using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A filter that is on: its name in the address and its words.</summary>
public sealed record FilterChip(string Name, string Text);

/// <summary>The one place where a list is narrowed: a search box, choices, and a chip for every filter, which a click puts off and on again.</summary>
public sealed partial class FilterBar(UrlState url, IStringLocalizer<SharedTexts> t, TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>Where the address keeps filters that are put off: the list does not see them, and they come back as they were.</summary>
    public const string OffName = "off";

    private static readonly (string, string?) After = ("after", null);
    private static readonly (string, string?) Before = ("before", null);
    private readonly string _id = "filter-" + References.New();
    private readonly Dictionary<(string Name, string Value), string> _words = [];
    private ITimer? _pause;

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The reader finds only what they know in whole, and is told.</summary>
    [Parameter] public bool IsExact { get; set; }

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

    /// <summary>A choice beside the search box says the words of its values, for filters that are put off.</summary>
    internal void Knows(string name, IEnumerable<(string Value, string Text)> options)
    {
        var asleep = Asleep.Where(one => one.Name == name).ToList();
        foreach (var (value, text) in options)
        {
            if (_words.GetValueOrDefault((name, value)) == text) continue;
            _words[(name, value)] = text;
            if (asleep.Contains((name, value))) StateHasChanged();
        }
    }

    private IReadOnlyList<(string Name, string Value)> Asleep =>
        [.. (url.Value(OffName) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(':', 2)).Where(one => one.Length == 2).Select(one => (one[0], Uri.UnescapeDataString(one[1])))];

    // In an order of their own, so that a chip stays where it is, and keeps the focus, when it is put off and on.
    private IReadOnlyList<(FilterChip Chip, string? Off)> All =>
        [.. Chips.Select(chip => (chip, (string?)null)).Concat(Asleep.Where(one => Chips.All(chip => chip.Name != one.Name)).Select(one => (new FilterChip(one.Name, _words.GetValueOrDefault(one, one.Value)), (string?)one.Value))).OrderBy(one => one.Item1.Name, StringComparer.Ordinal)];

    private void Toggle(FilterChip chip, string? off)
    {
        if (off is not null)
        {
            url.Push((chip.Name, off), Without(chip), After, Before);
            return;
        }

        if (url.Value(chip.Name) is not { Length: > 0 } value) return;
        _words[(chip.Name, value)] = chip.Text;
        url.Push((chip.Name, null), Off([.. Asleep.Where(one => one.Name != chip.Name), (chip.Name, value)]), After, Before);
    }

    private void Remove(FilterChip chip, string? off)
    {
        if (off is null) url.Push((chip.Name, null), After, Before);
        else url.Push(Without(chip));
    }

    private (string, string?) Without(FilterChip chip) => Off(Asleep.Where(one => one.Name != chip.Name));

    private static (string, string?) Off(IEnumerable<(string Name, string Value)> filters) => (OffName, string.Join('|', filters.Select(one => $"{one.Name}:{Uri.EscapeDataString(one.Value)}")));

    private void ClearAll() => url.Push([("q", null), (OffName, null), After, Before, .. Chips.Select(chip => (chip.Name, (string?)null))]);
}
