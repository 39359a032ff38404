namespace SesamTalk.Web.Components.Shared;

/// <summary>One thing that happened: when, a sentence, a way to it, and the status it came to where it has one.</summary>
public sealed record TimelineEntry(DateTimeOffset At, string Text, string? Url = null, Status? Status = null, string? Word = null);
