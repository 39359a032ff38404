namespace SesamTalk.Web.Components.Shared;

/// <summary>Whether the reader wants their pages to stand still: what is heard of runs meanwhile is kept until they go on.</summary>
public sealed class LivePause
{
    /// <summary>Nothing on a page moves by itself.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Raised when the reader paused, or went on.</summary>
    public event Action? Changed;

    /// <summary>Pauses, or goes on.</summary>
    public void Toggle()
    {
        IsPaused = !IsPaused;
        Changed?.Invoke();
    }
}
