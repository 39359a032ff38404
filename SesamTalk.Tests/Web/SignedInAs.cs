using Microsoft.AspNetCore.Components.Authorization;
using SesamTalk.Web.Auth;

namespace SesamTalk.Tests.Web;

/// <summary>Somebody who reads a component that stands alone, with the role that a test gives them.</summary>
internal sealed class SignedInAs : AuthenticationStateProvider
{
    private Role _role = Role.Admin;

    /// <summary>What they may; changes are told at once, as in an open page.</summary>
    public Role Role
    {
        get => _role;
        set
        {
            _role = value;
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }
    }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(_role == Role.Nobody ? Person.Stranger : (Person.OfDemo with { Role = _role }).ToPrincipal("test")));
}
