namespace SesamTalk.Web.Components.Layout;

/// <summary>The keys of the site; what each does stands in <c>talk.js</c>, and a test presses every one of them.</summary>
public static class Shortcuts
{
    /// <summary>Keys as a person presses them, with the key of their word.</summary>
    public static readonly IReadOnlyList<(string Keys, string Word)> All =
    [
        ("Ctrl+K", "Palette"), ("?", "Sheet"), ("/", "Search"), ("g o", "GoOverview"), ("g d", "GoDataflows"), ("g l", "GoLinks"), ("g c", "GoConflicts"), ("g r", "GoRuns"),
        ("g k", "GoChecklists"), ("g s", "GoSystems"), ("g h", "GoHelp"), ("j", "Next"), ("k", "Previous"), ("t", "Table"), ("Shift+P", "PauseLive"), ("Esc", "Close"),
    ];

    /// <summary>The keys of the conflicts pages alone.</summary>
    public static readonly IReadOnlyList<(string Keys, string Word)> OfConflicts =
    [
        ("1", "TakeA"), ("2", "TakeB"), ("0", "TakeBase"), ("e", "Edit"), ("s", "Skip"), ("r", "Rule"), ("u", "UndoLast"), ("n", "NextConflict"), ("a", "ShowAll"), ("Ctrl+Enter", "Apply"),
    ];

    /// <summary>The keys of a checklist alone; each speaks of the line that has the focus.</summary>
    public static readonly IReadOnlyList<(string Keys, string Word)> OfChecklists =
    [
        ("1", "LinePass"), ("2", "LineFail"), ("3", "LineBlocked"), ("4", "LineNotRelevant"), ("0", "LineTakeBack"), ("n", "LineNote"), ("h", "LineOnwards"), ("l", "LineBack"), ("v", "LineVerify"),
    ];
}
