using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Components.Pages.SignIn;

/// <summary>The first admin of an installation, by the address that the server told its console. It works once.</summary>
public sealed partial class SetUpPage(IStringLocalizer<SignInTexts> t, Accounts accounts, SetUpLink link, ComingIn coming, NavigationManager navigation) : ComponentBase
{
    private string? _trouble;
    private bool _isOver;

    [SupplyParameterFromQuery] private string? Code { get; set; }

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }

    protected override void OnInitialized()
    {
        _isOver = !link.Fits(Code);
        if (_isOver) coming.RefuseLink("set up");
    }

    private async Task SubmitAsync()
    {
        var (name, password) = (Form?.Name?.Trim() ?? "", Form?.Password ?? "");
        switch ((await accounts.SetUpAsync(Code, name, password, CancellationToken.None)).Outcome)
        {
            case AccountOutcome.Done:
                await coming.ByPasswordAsync(name, password);
                navigation.NavigateTo(TalkUrls.Systems);
                break;
            case AccountOutcome.NameWrong or AccountOutcome.NameTaken:
                _trouble = t["NameWrong"];
                break;
            case AccountOutcome.PasswordWeak or AccountOutcome.PasswordWrong:
                _trouble = t["PasswordWeak"];
                break;
            case AccountOutcome.LinkOver or AccountOutcome.Unknown or AccountOutcome.LastAdmin:
                _isOver = true;
                break;
        }
    }
}
