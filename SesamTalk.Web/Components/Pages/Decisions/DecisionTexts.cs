namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>Names the texts of what is decided, carried out and put back.</summary>
public sealed class DecisionTexts;
