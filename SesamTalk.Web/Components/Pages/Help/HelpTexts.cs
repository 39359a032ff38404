namespace SesamTalk.Web.Components.Pages.Help;

/// <summary>Names the texts of the help page.</summary>
public sealed class HelpTexts;
