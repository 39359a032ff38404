using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>A site that asks for a sign-in, with one person of each role, all with the same password; started once for all tests of a class.</summary>
public sealed class GuardedSite : IAsyncDisposable
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "correct horse battery staple";

    private static readonly WebApplicationFactoryClientOptions Plainly = new() { AllowAutoRedirect = false, HandleCookies = false };
    private readonly Dictionary<Role, string> _cookies = [];

    public GuardedSite() : this(new WebApp(asksSignIn: true))
    {
    }

    internal GuardedSite(WebApp app) => App = app;

    public WebApp App { get; }

    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>A browser of somebody with a role, signed in; follows no redirect.</summary>
    public async Task<HttpClient> ClientAsync(Role role, bool page = true)
    {
        var client = App.CreateClient(Plainly);
        if (page) client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (role != Role.Nobody) client.DefaultRequestHeaders.Add("Cookie", await CookieAsync(role));
        return client;
    }

    /// <summary>The session of somebody with a role, made without asking for the password.</summary>
    public async Task<string> CookieAsync(Role role)
    {
        if (_cookies.TryGetValue(role, out var made)) return made;
        var account = await AccountAsync(role);
        return _cookies[role] = await CookieOfAsync(account);
    }

    /// <summary>A new session of an account.</summary>
    public async Task<string> CookieOfAsync(Account account)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        var format = App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).TicketDataFormat;
        var now = App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return $"{AuthServices.SessionCookie}={format.Protect(new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(8) }, IdentityConstants.ApplicationScheme))}";
    }

    /// <summary>The person with a role; made at the first asking.</summary>
    public Task<Account> AccountAsync(Role role) => AccountAsync(NameOf(role), role);

    /// <summary>A person by name; made at the first asking.</summary>
    public async Task<Account> AccountAsync(string name, Role role)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await users.FindByNameAsync(name) is { } there) return there;
        var account = new Account { UserName = name, Role = role, AddedBy = "test" };
        (await users.CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
        await App.Services.GetRequiredService<AccountWatch>().RefreshAsync(CancellationToken.None);
        return account;
    }

    /// <summary>The last entries of the audit, newest first.</summary>
    public async Task<IReadOnlyList<SesamTalk.Engine.Runs.AuditEntry>> AuditAsync(int most = 10)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<SesamTalk.Engine.Storage.TalkDb>>().CreateDbContextAsync();
        return await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Id).Take(most).ToListAsync();
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
