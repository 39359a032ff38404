using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Web.Auth;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A page that was just being opened, with nobody seated yet, made the change of any account fail: whoever changed it got the page's error.</summary>
public sealed class AccountChangedWhileAPageOpensTests
{
    [Fact]
    public async Task A_page_that_has_nobody_yet_is_not_told_and_the_change_is_made()
    {
        await using var site = new GuardedSite();
        await using var opening = site.App.Services.CreateAsyncScope();
        var state = opening.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        var told = 0;
        state.AuthenticationStateChanged += _ => told++;
        await site.AccountAsync("before", Role.Viewer);
        told.ShouldBe(0);
        ((IHostEnvironmentAuthenticationStateProvider)state).SetAuthenticationState(Task.FromResult(new AuthenticationState(new())));
        told = 0;
        await site.AccountAsync("after", Role.Viewer);
        told.ShouldBe(1);
    }
}
