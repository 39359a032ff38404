namespace SesamTalk.Web.Components.Pages.SignIn;

/// <summary>Names the texts of the way in.</summary>
public sealed class SignInTexts;
