namespace SesamTalk.Web.Components.Shared;

/// <summary>A short note that something was done, with a way to what it is about.</summary>
public sealed record Toast(string Text, string? LinkText = null, string? LinkUrl = null);

/// <summary>Notes for the reader of this circuit. Errors never come only here: they stand where they happened.</summary>
public sealed class Toasts
{
    /// <summary>Raised when the list changed; the region in the layout shows it.</summary>
    public event Action? Changed;

    /// <summary>Notes on show, oldest first, at most three.</summary>
    public IReadOnlyList<Toast> Shown { get; private set; } = [];

    /// <summary>Shows a note until the reader closes it, it has been read for long enough, or three newer ones came; the same note again only moves to the end.</summary>
    public void Show(Toast toast)
    {
        Shown = [.. Shown.Where(shown => shown != toast).TakeLast(2), toast];
        Changed?.Invoke();
    }

    public void Close(Toast toast)
    {
        Shown = [.. Shown.Where(shown => shown != toast)];
        Changed?.Invoke();
    }
}
