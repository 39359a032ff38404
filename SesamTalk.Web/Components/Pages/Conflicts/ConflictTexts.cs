namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>Names the texts of the conflicts pages.</summary>
public sealed class ConflictTexts;
