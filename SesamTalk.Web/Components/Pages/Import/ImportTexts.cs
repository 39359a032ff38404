namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>Names the texts of the import page.</summary>
public sealed class ImportTexts;
