namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Names the texts of the systems pages.</summary>
public sealed class SystemTexts;
