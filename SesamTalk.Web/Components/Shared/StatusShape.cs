namespace SesamTalk.Web.Components.Shared;

/// <summary>How each status is drawn in a 16 by 16 box: outlines differ, so they are told apart in grey and in print.</summary>
public static class StatusShape
{
    /// <summary>The inner markup of the shape's svg; colours are <c>currentColor</c> and, for holes, the card behind it.</summary>
    public static string Of(Status status) => status switch
    {
        Status.InSync => """<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.5 8.2 7 10.7 11.6 5.6" stroke="var(--card)"/>""",
        Status.Waiting => """<circle cx="8" cy="8" r="6.5"/><path d="M4.5 8h6.5M8.4 5.2 11.2 8l-2.8 2.8"/>""",
        Status.Queued => """<path d="M2.6 8h.01M8 8h.01M13.4 8h.01" stroke-width="4"/>""",
        Status.Running => """<path class="turning" d="M8 1.8A6.2 6.2 0 1 1 1.8 8" stroke-width="2.6"/>""",
        Status.Conflict => """<path d="M6.7 1.8.9 8l5.8 6.2zM9.3 1.8 15.1 8l-5.8 6.2z" fill="currentColor" stroke="none"/>""",
        Status.Retrying => """<path d="M8 1.8 15 14.2H1z"/>""",
        Status.NeedsYou => """<path d="M8 .8 15.8 15H.2z" fill="currentColor" stroke="none"/><path d="M8 6v4M8 12.4v.2" stroke="var(--card)" stroke-width="2"/>""",
        Status.Failed => """<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" stroke="none"/><path d="m5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6" stroke="var(--card)" stroke-width="2"/>""",
        Status.Paused => """<rect x="1.2" y="1.2" width="13.6" height="13.6" rx="1"/><path d="M6 5v6M10 5v6" stroke-width="2.2"/>""",
        Status.OutOfScope => """<circle cx="8" cy="8" r="6.4" stroke-dasharray="2.6 2.4"/>""",
        Status.Blocked => """<rect x="1" y="1" width="14" height="14" rx="1" fill="currentColor" stroke="none"/><path d="M4 8h8" stroke="var(--card)" stroke-width="2.6"/>""",
        Status.Unknown => """<circle cx="8" cy="8" r="7" stroke-dasharray="1.6 2.4"/><path d="M5.9 6.2a2.1 2.1 0 1 1 3 1.9c-.7.3-.9.7-.9 1.3M8 11.8v.2"/>""",
    };

    /// <summary>The css class that carries the status colour.</summary>
    public static string Tone(Status status) => status switch
    {
        Status.InSync => "success",
        Status.Waiting or Status.Blocked => "info",
        Status.Queued or Status.Paused or Status.OutOfScope or Status.Unknown => "base",
        Status.Running => "primary",
        Status.Conflict => "conflict",
        Status.Retrying or Status.NeedsYou => "warning",
        Status.Failed => "error",
    };
}
