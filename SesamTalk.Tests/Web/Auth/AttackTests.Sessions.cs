using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Getting in, or getting to be more than one is.</summary>
public sealed partial class AttackTests
{
    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Sessions => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a made-up session cookie"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/users", ("Cookie", "talk-session=CfDJ8" + new string('A', 200)))),
        ["a session cookie with one letter changed"] = async on =>
        {
            var cookie = await on.Site.CookieAsync(Role.Admin);
            var middle = cookie.Length / 2;
            ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/users", ("Cookie", cookie[..middle] + (cookie[middle] == 'A' ? 'B' : 'A') + cookie[(middle + 1)..])));
        },
        ["the session of an account that is gone"] = async on =>
        {
            var account = await on.Site.AccountAsync("gone", Role.Viewer);
            var cookie = await on.Site.CookieOfAsync(account);
            await on.Site.App.Services.GetRequiredService<Accounts>().RemoveAsync("x", account.Id, default);
            ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/help", ("Cookie", cookie)));
        },
        ["the session of an admin who is a viewer since"] = async on =>
        {
            var account = await on.Site.AccountAsync("demoted", Role.Admin);
            await on.Site.AccountAsync(Role.Admin);
            var cookie = await on.Site.CookieOfAsync(account);
            (await on.GetAsync(Role.Nobody, "/users", ("Cookie", cookie))).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await on.Site.App.Services.GetRequiredService<Accounts>().GiveRoleAsync("x", account.Id, Role.Viewer, default)).Outcome.ShouldBe(AccountOutcome.Done);
            (await on.GetAsync(Role.Nobody, "/users", ("Cookie", cookie))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        },
        ["two session cookies at once, the false one first"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Cookie", "talk-session=false; " + await on.Site.CookieAsync(Role.Viewer)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a role claimed in headers"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/users", ("X-Role", "Admin"), ("X-User", "admin"), ("X-Forwarded-User", "admin"), ("Remote-User", "admin"))),
        ["a name and password in the address"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, $"/users?Form.Name=admin&Form.Password={Uri.EscapeDataString(GuardedSite.Password)}")),
        ["basic authentication"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Basic YWRtaW46YWRtaW4="))),
        ["a made-up token"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Bearer sesamtalk_000000000000_" + new string('0', 64)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["a token of no end"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Bearer " + new string('a', 8000)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["a token beside the session of an admin"] = async on => (await on.GetAsync(Role.Admin, "/users", ("Authorization", "Bearer made-up"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["a token in the address"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, $"/users?access_token={await TokenAsync(on)}&token={await TokenAsync(on)}")),
        ["a viewer's token on an admin's page"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Bearer " + await TokenAsync(on)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a passkey asked for by a viewer's token, which would be worth more than the token"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/account/passkeys/options", Body("{}"), ("Authorization", "Bearer " + await TokenAsync(on)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a passkey added by a viewer's token"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/account/passkeys", Body("""{"credential":"{}"}"""), ("Authorization", "Bearer " + await TokenAsync(on)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["an unsigned token of another kind"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQWRtaW4ifQ."))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["guessing the set-up address"] = async on => (await (await on.GetAsync(Role.Nobody, "/set-up?code=" + new string('A', 32))).Content.ReadAsStringAsync()).ShouldContain("This link is over"),
        ["an invitation with somebody else's code"] = async on =>
        {
            var accounts = on.Site.App.Services.GetRequiredService<Accounts>();
            await on.Site.AccountAsync(Role.Admin);
            var (one, other) = ((await accounts.AddAsync("x", "invited-one", Role.Viewer, default)).Link!, (await accounts.AddAsync("x", "invited-two", Role.Admin, default)).Link!);
            var mixed = other[..other.IndexOf("&code=", StringComparison.Ordinal)] + one[one.IndexOf("&code=", StringComparison.Ordinal)..];
            (await (await on.GetAsync(Role.Nobody, mixed)).Content.ReadAsStringAsync()).ShouldContain("This link is over");
        },
        ["an invitation of nobody"] = async on => (await (await on.GetAsync(Role.Nobody, "/join?user=&code=")).Content.ReadAsStringAsync()).ShouldContain("This link is over"),
        ["the second step without the first"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/sign-in/code")),
        ["a passkey answer that is no such thing"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/sign-in/passkey", Body("""{"credential":"{\"id\":\"x\"}"}"""))).StatusCode.ShouldBe(HttpStatusCode.BadRequest),
        ["a passkey answer that is not even JSON"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/sign-in/passkey", Body("<xml/>"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest),
    };

    private static StringContent Body(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static async Task<string> TokenAsync(AttackGround on)
    {
        var account = await on.Site.AccountAsync(Role.Viewer);
        return (await on.Site.App.Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, Role.Viewer), "attack", Role.Viewer, 1, default)).Secret;
    }
}
