using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Coming in by password and code: what is let in, what is not, and what is said of it.</summary>
public sealed class SignInTests(GuardedSite site) : IClassFixture<GuardedSite>
{
    private const string Refused = "The name or the password is not right.";

    private Accounts Accounts => site.App.Services.GetRequiredService<Accounts>();

    [Fact]
    public async Task SI_1_The_form_is_one_that_password_keepers_know_and_says_nothing_it_was_not_asked()
    {
        using var browser = new Browsing(site.App);
        var page = await browser.ReadAsync("/sign-in");
        page.ShouldContain("autocomplete=\"username webauthn\"");
        page.ShouldContain("type=\"password\" autocomplete=\"current-password\"");
        page.ShouldNotContain("onpaste");
    }

    [Theory]
    [InlineData("/links?q=a%20b", "/links?q=a%20b")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task SI_3_SI_4_The_sign_in_leads_back_to_where_one_wanted_to_go_and_never_off_the_site(string back, string led)
    {
        var account = await site.AccountAsync("wanderer", Role.Viewer);
        using var browser = new Browsing(site.App);
        using var answer = await browser.SignInAsync(account.UserName!, GuardedSite.Password, "/sign-in?back=" + Uri.EscapeDataString(back));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        new Uri(site.App.Address, answer.Headers.Location!).PathAndQuery.ShouldBe(led);
        new Uri(site.App.Address, answer.Headers.Location!).Host.ShouldBe("localhost");
    }

    [Fact]
    public async Task An_unknown_name_a_wrong_password_and_one_who_is_shut_out_are_told_the_same()
    {
        var account = await site.AccountAsync("shut-out", Role.Viewer);
        await Accounts.ShutOutAsync("test", account.Id, true, CancellationToken.None);
        await site.AccountAsync("there", Role.Viewer);
        foreach (var (name, password) in new[] { ("nobody-like-it", GuardedSite.Password), ("there", "wrong wrong wrong"), ("shut-out", GuardedSite.Password), ("", ""), ("there", "") })
        {
            using var browser = new Browsing(site.App);
            using var answer = await browser.SignInAsync(name, password);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(Refused, customMessage: name);
            answer.Headers.TryGetValues("Set-Cookie", out var cookies);
            (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith(AuthServices.SessionCookie + "=", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_even_for_the_right_one_until_an_admin_lets_it_in()
    {
        var account = await site.AccountAsync("locked", Role.Viewer);
        using var browser = new Browsing(site.App);
        for (var i = 0; i < 5; i++) await browser.SignInAsync("locked", "wrong wrong wrong");
        using var locked = await browser.SignInAsync("locked", GuardedSite.Password);
        (await locked.Content.ReadAsStringAsync()).ShouldContain("locked for a while");
        (await site.AuditAsync(1))[0].ShouldSatisfyAllConditions(entry => entry.Act.ShouldBe("sign-in.locked"), entry => entry.Sentence.ShouldNotContain(GuardedSite.Password));
        await Accounts.ShutOutAsync("test", account.Id, false, CancellationToken.None);
        using var let = await browser.SignInAsync("locked", GuardedSite.Password);
        let.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.AuditAsync(1))[0].Act.ShouldBe("sign-in");
    }

    [Fact]
    public async Task A_name_that_nobody_has_locks_and_costs_as_much_as_one_that_somebody_has()
    {
        var hashes = new CountedHashes();
        await using var own = new GuardedSite(new WebApp(services => services.AddSingleton<IPasswordHasher<Account>>(hashes), asksSignIn: true));
        await own.AccountAsync("somebody", Role.Viewer);
        var shutOut = await own.AccountAsync("shut-out", Role.Viewer);
        await own.App.Services.GetRequiredService<Accounts>().ShutOutAsync("test", shutOut.Id, true, CancellationToken.None);
        using (var first = new Browsing(own.App)) (await first.SignInAsync("warm-up", "wrong")).Dispose();
        List<List<string>> told = [];
        foreach (var name in new[] { "somebody", "nobody-like-it", "shut-out", "NOBODY-LIKE-THAT" })
        {
            List<string> heard = [];
            for (var i = 0; i < 7; i++)
            {
                using var browser = new Browsing(own.App);
                var before = hashes.Count;
                using var answer = await browser.SignInAsync(i % 2 == 0 ? name : name.ToUpperInvariant(), "wrong wrong wrong");
                var page = await answer.Content.ReadAsStringAsync();
                heard.Add($"{(page.Contains("locked for a while", StringComparison.Ordinal) ? "locked" : page.Contains(Refused, StringComparison.Ordinal) ? "wrong" : page)}, {hashes.Count - before}");
            }

            told.Add(heard);
        }

        told[0].ShouldBe(["wrong, 1", "wrong, 1", "wrong, 1", "wrong, 1", "locked, 1", "locked, 1", "locked, 1"]);
        foreach (var other in told.Skip(1)) other.ShouldBe(told[0]);
    }

    private sealed class CountedHashes : PasswordHasher<Account>
    {
        private int _count;

        public int Count => _count;

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _count);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task The_second_factor_asks_for_a_code_that_works_once_and_a_recovery_code_in_its_place()
    {
        var account = await site.AccountAsync("two-factor", Role.Viewer);
        string key;
        string[] codes;
        await using (var scope = site.App.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var own = (await users.FindByIdAsync(account.Id))!;
            await users.ResetAuthenticatorKeyAsync(own);
            await users.SetTwoFactorEnabledAsync(own, true);
            key = (await users.GetAuthenticatorKeyAsync(own))!;
            codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(own, 2))!];
        }

        await site.App.Services.GetRequiredService<AccountWatch>().RefreshAsync(CancellationToken.None);
        (await CodeAsync("000000")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var now = AppCode.Of(key, site.App.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        (await CodeAsync(now)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CodeAsync(now)).StatusCode.ShouldBe(HttpStatusCode.OK); // seen over a shoulder, and too late
        (await site.AuditAsync(1))[0].ShouldSatisfyAllConditions(entry => entry.Act.ShouldBe("sign-in.wrong"), entry => entry.Sentence.ShouldContain("a second time"));
        (await CodeAsync(codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CodeAsync(codes[0])).StatusCode.ShouldBe(HttpStatusCode.OK);
        // Neither the key nor the codes stand readable in the database.
        await using var db = site.App.Services.GetRequiredService<AccountDatabases>().CreateDbContext();
        foreach (var kept in db.UserTokens.Select(token => token.Value!).ToList()) new[] { key, codes[1] }.ShouldAllBe(secret => !kept.Contains(secret, StringComparison.OrdinalIgnoreCase));

        async Task<HttpResponseMessage> CodeAsync(string code)
        {
            using var browser = new Browsing(site.App);
            using var asked = await browser.SignInAsync("two-factor", GuardedSite.Password);
            asked.Headers.Location!.ToString().ShouldContain("/sign-in/code");
            (await browser.Client.GetAsync("/runs")).StatusCode.ShouldBe(HttpStatusCode.Redirect); // half in is out
            return await browser.SendAsync("/sign-in/code", new Dictionary<string, string> { ["Form.Code"] = code });
        }
    }

    [Fact]
    public async Task A_session_ends_when_the_password_changes_the_person_is_shut_out_or_the_account_is_gone()
    {
        var account = await site.AccountAsync("leaver", Role.Viewer);
        using var elsewhere = new Browsing(site.App, await site.CookieOfAsync(account));
        (await elsewhere.Client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var own = new Browsing(site.App);
        await own.SignInAsync("leaver", GuardedSite.Password);
        using var weak = await own.SendAsync("/account", new Dictionary<string, string> { ["current"] = GuardedSite.Password, ["chosen"] = "leaver leaver" }, "/account/password");
        weak.Headers.Location!.ToString().ShouldBe("/account?said=password-weak");
        using var wrong = await own.SendAsync("/account", new Dictionary<string, string> { ["current"] = "not this one, sorry", ["chosen"] = "fjord herring umbrella" }, "/account/password");
        wrong.Headers.Location!.ToString().ShouldBe("/account?said=password-wrong");
        using var changed = await own.SendAsync("/account", new Dictionary<string, string> { ["current"] = GuardedSite.Password, ["chosen"] = "fjord herring umbrella" }, "/account/password");
        changed.Headers.Location!.ToString().ShouldBe("/account?said=password");
        (await own.Client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.Client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Accounts.ShutOutAsync("test", account.Id, true, CancellationToken.None);
        (await own.Client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
