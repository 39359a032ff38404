namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>Names the texts of the mapping editor.</summary>
public sealed class MappingTexts;
