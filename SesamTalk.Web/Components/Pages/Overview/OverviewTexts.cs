namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>Names the texts of the overview.</summary>
public sealed class OverviewTexts;
