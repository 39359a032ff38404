using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Users;

/// <summary>Who may sign in and what they may; each change acts at once on whatever they have open.</summary>
public sealed partial class UsersPage(
    Reader reader, IStringLocalizer<UserTexts> t, IStringLocalizer<SharedTexts> roles, Accounts accounts, OpenHouse house, IOptions<AuthOptions> auth, TimeProvider clock, NavigationManager navigation, SeenAs seenAs) : TalkPage
{
    private IReadOnlyList<Account>? _all;
    private Account? _removes;
    private string? _link, _linkOf, _trouble, _name;
    private Role _role = Role.Viewer;
    private bool _busy;

    private string? Sentence => _all is null ? null : t.Count("Sentence", _all.Count);

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct => _all = await accounts.AllAsync(ct));

    private bool IsLocked(Account one) => one.LockoutEnd is { } until && until > clock.GetUtcNow();

    private string StateOf(Account one) => one.IsShutOut ? "StateOut" : IsLocked(one) ? "StateLocked" : one.PasswordHash is null ? "StateInvited" : "StateIn";

    private Task AddAsync() => DoAsync(_name?.Trim() ?? "", who => accounts.AddAsync(who, _name?.Trim() ?? "", _role, Leaving));

    private Task GiveRoleAsync(Account one, string role) => Enum.TryParse<Role>(role, out var given) && Acts.Roles.Contains(given)
        ? DoAsync(one.UserName!, who => accounts.GiveRoleAsync(who, one.Id, given, Leaving))
        : Task.CompletedTask;

    private Task ResetAsync(Account one) => DoAsync(one.UserName!, who => accounts.ResetAsync(who, one.Id, Leaving));

    private Task ShutOutAsync(Account one) => DoAsync(one.UserName!, who => accounts.ShutOutAsync(who, one.Id, !(one.IsShutOut || IsLocked(one)), Leaving));

    private Task RemoveAsync(Account one)
    {
        _removes = null;
        return DoAsync(one.UserName!, who => accounts.RemoveAsync(who, one.Id, Leaving));
    }

    private void SeeAs(Role role)
    {
        reader.As(Act.KeepUsers);
        seenAs.Begin(role);
        navigation.NavigateTo(TalkUrls.Home);
    }

    private async Task DoAsync(string name, Func<string, Task<AccountAnswer>> what)
    {
        if (_busy) return;
        var who = reader.As(Act.KeepUsers);
        (_busy, _trouble, _link) = (true, null, null);
        try
        {
            var answer = await what(who);
            _trouble = Words(answer.Outcome, name);
            if (answer.Link is not null) (_link, _linkOf) = (answer.Link, name);
            if (answer.Outcome == AccountOutcome.Done) _name = null;
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();
    }

    private string? Words(AccountOutcome outcome, string name) => outcome switch
    {
        AccountOutcome.Done => null,
        AccountOutcome.LastAdmin => t["LastAdmin", name].Value,
        AccountOutcome.NameTaken => t["NameTaken", name].Value,
        AccountOutcome.NameWrong => t["NameWrong"].Value,
        AccountOutcome.Unknown or AccountOutcome.PasswordWeak or AccountOutcome.PasswordWrong or AccountOutcome.LinkOver => t["Gone", name].Value,
    };
}
