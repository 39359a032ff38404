using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Components.Pages.SignIn;

/// <summary>The way in: name and password, or a passkey. What was wrong is never said more exactly than that something was.</summary>
public sealed partial class SignInPage(IStringLocalizer<SignInTexts> t, ComingIn coming, NavigationManager navigation) : ComponentBase
{
    private string? _trouble;

    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery] private string? Back { get; set; }

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }

    private async Task SubmitAsync()
    {
        switch (await coming.ByPasswordAsync(Form?.Name?.Trim() ?? "", Form?.Password ?? ""))
        {
            case ComingInOutcome.In:
                navigation.NavigateTo(TalkUrls.LocalOrHome(Back));
                break;
            case ComingInOutcome.AsksCode:
                navigation.NavigateTo(TalkUrls.SecondFactorTo(Back));
                break;
            case ComingInOutcome.Wrong:
                _trouble = t["Wrong"];
                break;
            case ComingInOutcome.Locked:
                _trouble = t["Locked"];
                break;
        }
    }
}

/// <summary>What the way in asks for.</summary>
public sealed class SignInForm
{
    public string? Name { get; set; }

    public string? Password { get; set; }

    public string? Code { get; set; }
}
