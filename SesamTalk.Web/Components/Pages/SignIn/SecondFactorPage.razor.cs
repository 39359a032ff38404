using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Components.Pages.SignIn;

/// <summary>The second step of a sign-in: the code of the authenticator app, or a recovery code.</summary>
public sealed partial class SecondFactorPage(IStringLocalizer<SignInTexts> t, ComingIn coming, NavigationManager navigation) : ComponentBase
{
    private string? _trouble;

    [SupplyParameterFromQuery] private string? Back { get; set; }

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await coming.AsksCodeAsync()) return;
        coming.RefuseLink("the second step");
        navigation.NavigateTo(TalkUrls.SignInTo(Back));
    }

    private async Task SubmitAsync()
    {
        switch (await coming.ByCodeAsync(Form?.Code?.Trim() ?? ""))
        {
            case ComingInOutcome.In:
                navigation.NavigateTo(TalkUrls.LocalOrHome(Back));
                break;
            case ComingInOutcome.AsksCode or ComingInOutcome.Wrong:
                _trouble = t["CodeWrong"];
                break;
            case ComingInOutcome.Locked:
                _trouble = t["Locked"];
                break;
        }
    }
}
