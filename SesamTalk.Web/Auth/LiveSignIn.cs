using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Auth;

/// <summary>Who sits at an open page, as it holds now: a changed role acts on it at once, and who may not be here any more is nobody.</summary>
internal sealed class LiveSignIn : ServerAuthenticationStateProvider, IDisposable
{
    private readonly AccountWatch _accounts;
    private readonly IdleCircuit _idle;

    public LiveSignIn(AccountWatch accounts, IdleCircuit idle)
    {
        (_accounts, _idle) = (accounts, idle);
        _accounts.Changed += Tell;
        _idle.Over += Tell;
    }

    public override Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        var given = base.GetAuthenticationStateAsync();
        if (_idle.IsOver) return Task.FromResult(new AuthenticationState(Person.Stranger));
        return given.IsCompletedSuccessfully && given.GetAwaiter().GetResult() is { } state && _accounts.NowAtPage(state.User) is var now && now != state.User ? Task.FromResult(new AuthenticationState(now)) : given;
    }

    public void Dispose()
    {
        _accounts.Changed -= Tell;
        _idle.Over -= Tell;
    }

    private void Tell() => NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
}
