namespace SesamTalk.Web.Components.Pages.Own;

/// <summary>Names the texts of one's own account.</summary>
public sealed class AccountTexts;
