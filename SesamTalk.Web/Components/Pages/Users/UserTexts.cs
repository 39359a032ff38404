namespace SesamTalk.Web.Components.Pages.Users;

/// <summary>Names the texts of the users.</summary>
public sealed class UserTexts;
