namespace SesamTalk.Web.Components.Pages.Settings;

/// <summary>Names the texts of the settings page.</summary>
public sealed class SettingTexts;
