namespace SesamTalk.Web.Components.Shared;

/// <summary>One step of the way to a page; pages are built from addresses, never from history.</summary>
public sealed record Crumb(string Text, string Url);
