namespace SesamTalk.Web.Components.Shared;

/// <summary>Names the texts that the shared parts have in common.</summary>
public sealed class SharedTexts;
