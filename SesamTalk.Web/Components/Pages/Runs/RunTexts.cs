namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>Names the texts of the runs pages.</summary>
public sealed class RunTexts;
