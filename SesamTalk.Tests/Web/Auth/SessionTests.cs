using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>How long a session lasts, and which pages stay open when it is renewed.</summary>
public sealed class SessionTests(SessionTests.Ground ground) : IClassFixture<SessionTests.Ground>
{
    private GuardedSite Site => ground.Site;

    [Fact]
    public async Task A_session_that_nobody_uses_is_over_after_eight_hours()
    {
        using var browser = await SignedInAsync("idle");
        await ShouldStayAsync(browser, TimeSpan.FromMinutes((8 * 60) - 1));
        await ShouldStayAsync(browser, TimeSpan.FromMinutes((8 * 60) - 1));
        await ShouldBeOverAsync(browser, TimeSpan.FromMinutes((8 * 60) + 1));
    }

    [Fact]
    public async Task A_session_is_over_after_a_day_however_much_it_is_used_and_renewed()
    {
        using var browser = await SignedInAsync("busy");
        for (var i = 0; i < 3; i++) await ShouldStayAsync(browser, TimeSpan.FromHours(7));
        // The key of an authenticator app changes the account's stamp, and so renews this session.
        using (var renewed = await browser.SendAsync("/account", new Dictionary<string, string>(), "/account/two-factor/key")) renewed.Headers.Location!.ToString().ShouldBe("/account?said=key");
        await ShouldStayAsync(browser, TimeSpan.FromMinutes((3 * 60) - 1));
        await ShouldBeOverAsync(browser, TimeSpan.FromMinutes(2));
        using var again = await browser.SignInAsync("busy", GuardedSite.Password);
        await ShouldStayAsync(browser, TimeSpan.FromHours(7));
    }

    [Fact]
    public async Task The_page_from_which_a_session_was_renewed_waits_for_the_answer_and_all_others_end_at_once()
    {
        var account = await Site.AccountAsync("renewing", Role.Viewer);
        var watch = Site.App.Services.GetRequiredService<AccountWatch>();
        await using var scope = Site.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var principals = scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>();
        var before = (await users.FindByIdAsync(account.Id))!;
        var other = await principals.CreateAsync(before);
        ground.Clock.Move(TimeSpan.FromMinutes(1));
        var own = await principals.CreateAsync(before);

        watch.Renews(own);
        await users.UpdateSecurityStampAsync(before);
        await watch.RefreshAsync(CancellationToken.None);
        Names(watch.NowAtPage(own), watch.Now(own), watch.NowAtPage(other), watch.Now(await principals.CreateAsync(before))).ShouldBe(["renewing", null, null, "renewing"]);
        ground.Clock.Move(TimeSpan.FromSeconds(31));
        Names(watch.NowAtPage(own)).ShouldBe([null]);

        // Whoever is shut out has no page that waits.
        var last = await principals.CreateAsync(before);
        watch.Renews(last);
        await Site.App.Services.GetRequiredService<Accounts>().ShutOutAsync("test", account.Id, true, CancellationToken.None);
        Names(watch.NowAtPage(last)).ShouldBe([null]);
    }

    [Fact]
    public async Task A_passkey_knows_whose_it_is_and_asks_who_holds_it()
    {
        using var browser = await SignedInAsync("keyed");
        using (var without = new StringContent("{}", System.Text.Encoding.UTF8, "application/json")) (await browser.Client.PostAsync("/account/passkeys/options", without)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var made = await OptionsAsync(browser, "/account/passkeys/options", $$"""{"password":"{{GuardedSite.Password}}"}""");
        made["authenticatorSelection"]!["residentKey"]!.ToString().ShouldBe("required");
        made["authenticatorSelection"]!["userVerification"]!.ToString().ShouldBe("required");
        (await OptionsAsync(browser, "/sign-in/passkey/options"))["userVerification"]!.ToString().ShouldBe("required");
    }

    private static async Task<JsonNode> OptionsAsync(Browsing browser, string address, string said = "{}")
    {
        using var body = new StringContent(said, System.Text.Encoding.UTF8, "application/json");
        using var answer = await browser.Client.PostAsync(address, body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static IEnumerable<string?> Names(params ClaimsPrincipal[] all) => all.Select(one => one.Identity?.Name);

    private async Task<Browsing> SignedInAsync(string name)
    {
        await Site.AccountAsync(name, Role.Viewer);
        var browser = new Browsing(Site.App);
        using var answer = await browser.SignInAsync(name, GuardedSite.Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    private async Task ShouldStayAsync(Browsing browser, TimeSpan after)
    {
        ground.Clock.Move(after);
        using var answer = await browser.Client.GetAsync("/help");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeOverAsync(Browsing browser, TimeSpan after)
    {
        ground.Clock.Move(after);
        using var answer = await browser.Client.GetAsync("/help");
        answer.Headers.Location!.ToString().ShouldBe("/sign-in?back=%2Fhelp");
    }

    /// <summary>A site whose clock the tests move; it only goes on, so that they do not mind each other.</summary>
    public sealed class Ground : IAsyncDisposable
    {
        public Ground() => Site = new GuardedSite(new WebApp(services => services.AddSingleton<TimeProvider>(Clock), asksSignIn: true));

        internal MovedClock Clock { get; } = new();

        public GuardedSite Site { get; }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
