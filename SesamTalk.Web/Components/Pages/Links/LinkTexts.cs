namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Names the texts of the links pages.</summary>
public sealed class LinkTexts;
