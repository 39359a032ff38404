using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Auth;

/// <summary>Who sits at an open page, as it holds now: a changed role acts on it at once, and who may not be here any more is nobody.</summary>
internal sealed class LiveSignIn : ServerAuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private readonly AccountWatch _accounts;
    private readonly IdleCircuit _idle;
    private readonly SeenAs _seenAs;
    private bool _isSeated;

    public LiveSignIn(AccountWatch accounts, IdleCircuit idle, SeenAs seenAs)
    {
        (_accounts, _idle, _seenAs) = (accounts, idle, seenAs);
        _seenAs.Changed += Tell;
        _accounts.Changed += Tell;
        _idle.Over += Tell;
    }

    // Called by Blazor, once somebody sits here; until then there is nobody to tell.
    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        _isSeated = true;
        SetAuthenticationState(authenticationStateTask);
    }

    public override Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        var given = base.GetAuthenticationStateAsync();
        if (_idle.IsOver) return Task.FromResult(new AuthenticationState(Person.Stranger));
        return given.IsCompletedSuccessfully && given.GetAwaiter().GetResult() is { } state && Through(_accounts.NowAtPage(state.User)) is var now && now != state.User ? Task.FromResult(new AuthenticationState(now)) : given;
    }

    public void Dispose()
    {
        _seenAs.Changed -= Tell;
        _accounts.Changed -= Tell;
        _idle.Over -= Tell;
    }

    // Only ever through a smaller role than their own.
    private ClaimsPrincipal Through(ClaimsPrincipal now) => _seenAs.Role is { } role && Person.Of(now) is { } person && role < person.Role
        ? (person with { Role = role }).ToPrincipal(now.Identity!.AuthenticationType!, [.. now.Claims.Where(claim => claim.Type is Person.StampClaim or Person.SinceClaim or Person.MostClaim), new Claim(Person.PreviewClaim, "")])
        : now;

    private void Tell()
    {
        if (_isSeated) NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
    }
}
