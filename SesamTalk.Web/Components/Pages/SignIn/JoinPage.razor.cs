using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Components.Pages.SignIn;

/// <summary>Where somebody who was invited, or who lost their password, chooses one.</summary>
public sealed partial class JoinPage(IStringLocalizer<SignInTexts> t, Accounts accounts, ComingIn coming, NavigationManager navigation) : ComponentBase
{
    private string? _trouble;
    private bool _isOver;

    [SupplyParameterFromQuery] private string? User { get; set; }

    [SupplyParameterFromQuery] private string? Code { get; set; }

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _isOver = !await accounts.CanJoinAsync(User ?? "", Code ?? "");
        if (_isOver) coming.RefuseLink("join");
    }

    private async Task SubmitAsync()
    {
        if (_isOver) return;
        switch ((await accounts.JoinAsync(User!, Code!, Form?.Password ?? "", CancellationToken.None)).Outcome)
        {
            case AccountOutcome.Done:
                navigation.NavigateTo(TalkUrls.SignInPage);
                break;
            case AccountOutcome.PasswordWeak or AccountOutcome.PasswordWrong or AccountOutcome.NameWrong or AccountOutcome.NameTaken:
                _trouble = t["PasswordWeak"];
                break;
            case AccountOutcome.LinkOver or AccountOutcome.Unknown or AccountOutcome.LastAdmin:
                _isOver = true;
                break;
        }
    }
}
