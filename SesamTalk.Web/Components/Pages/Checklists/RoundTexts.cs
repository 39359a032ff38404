namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>Names the texts of the checklists pages.</summary>
public sealed class RoundTexts;
