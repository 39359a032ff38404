namespace SesamTalk.Web.Components.Pages.Deletes;

/// <summary>Names the texts of the page of deletes.</summary>
public sealed class DeleteTexts;
