using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Making somebody's browser send what they did not mean, and leading them elsewhere.</summary>
public sealed partial class AttackTests
{
    private static readonly Dictionary<string, string> Passwords = new() { ["current"] = GuardedSite.Password, ["chosen"] = "chosen by somebody else" };

    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Forgeries => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a password changed without the form's mark"] = async on => (await on.PostAsync(Role.Viewer, "/account/password", Passwords)).StatusCode.ShouldBe(HttpStatusCode.BadRequest),
        ["signing somebody out from elsewhere"] = async on => (await on.PostAsync(Role.Viewer, "/sign-out", [], ("Origin", "https://elsewhere.example"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a form of another site"] = async on => (await on.PostAsync(Role.Viewer, "/account/password", Passwords, ("Origin", "https://elsewhere.example"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a form of a frame without an origin"] = async on => (await on.PostAsync(Role.Viewer, "/account/password", Passwords, ("Origin", "null"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a form of a neighbouring site"] = async on => (await on.PostAsync(Role.Viewer, "/account/password", Passwords, ("Sec-Fetch-Site", "same-site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a form of this machine's other port"] = async on => (await on.PostAsync(Role.Viewer, "/account/password", Passwords, ("Origin", "http://127.0.0.1:1"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["signing in as the attacker from another site"] = async on => (await on.PostAsync(Role.Nobody, "/sign-in", new() { ["Form.Name"] = "viewer", ["Form.Password"] = GuardedSite.Password, ["_handler"] = "sign-in" }, ("Sec-Fetch-Site", "cross-site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["signing in without the form's mark"] = async on => (await on.PostAsync(Role.Nobody, "/sign-in", new() { ["Form.Name"] = "viewer", ["Form.Password"] = GuardedSite.Password, ["_handler"] = "sign-in" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest),
        ["a passkey added by a form, which needs no script"] = async on => (await on.PostAsync(Role.Viewer, "/account/passkeys", new() { ["credential"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType),
        ["a line to an open page from another site"] = async on => (await on.GetAsync(Role.Admin, "/_blazor?id=x", ("Origin", "https://elsewhere.example"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a line to an open page by a stranger"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["a site of another in a frame"] = async on =>
        {
            using var page = await on.GetAsync(Role.Nobody, "/sign-in");
            page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        },
        ["a script written into a page"] = async on =>
        {
            using var page = await on.GetAsync(Role.Viewer, "/help");
            var policy = page.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'; script-src 'self';");
            policy.ShouldNotContain("unsafe-eval");
            var html = await page.Content.ReadAsStringAsync();
            System.Text.RegularExpressions.Regex.Matches(html, "<script(?![^>]*\\ssrc=)").ShouldBeEmpty();
            System.Text.RegularExpressions.Regex.Matches(html, "\\son[a-z]+=\"").ShouldBeEmpty();
        },
        ["reading a page out of the browser's memory after signing out"] = async on => (await on.GetAsync(Role.Viewer, "/help")).Headers.CacheControl!.NoStore.ShouldBeTrue(),
        ["the sign-in's way back to another site"] = async on => await LedHomeAsync(on, "//elsewhere.example"),
        ["the sign-in's way back to another site, escaped"] = async on => await LedHomeAsync(on, "/\\elsewhere.example"),
        ["the language's way back to another site"] = async on => (await on.GetAsync(Role.Nobody, "/language/nb-NO?back=https://elsewhere.example")).Headers.Location!.ToString().ShouldBe("/"),
        ["the language's way back with a line break in it"] = async on => (await on.GetAsync(Role.Nobody, "/language/nb-NO?back=/%0d%0aSet-Cookie:%20talk-session=x")).Headers.Location!.ToString().ShouldBe("/"),
        ["another name for this site, repeated in a redirect"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Host", "elsewhere.example"))).Headers.Location!.ToString().ShouldBe("/sign-in?back=%2Fusers"),
        ["a proxy's word for another name"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("X-Forwarded-Host", "elsewhere.example"))).Headers.Location!.ToString().ShouldBe("/sign-in?back=%2Fusers"),
        ["coming back from a system's sign-in that nobody began"] = async on => (await on.GetAsync(Role.Admin, "/sign-in/callback?code=stolen&state=guessed")).Headers.Location!.ToString().ShouldContain("signIn=stale"),
        ["beginning a system's sign-in as a viewer"] = async on => (await on.GetAsync(Role.Viewer, "/systems/none/sign-in")).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
    };

    private static async Task LedHomeAsync(AttackGround on, string back)
    {
        await on.Site.AccountAsync(Role.Tester);
        using var browser = new Browsing(on.Site.App);
        using var answer = await browser.SignInAsync("tester", GuardedSite.Password, "/sign-in?back=" + Uri.EscapeDataString(back));
        // On a real port the client goes where it is led: it ends on this site's own first page.
        answer.RequestMessage!.RequestUri.ShouldBe(new Uri(on.Site.App.Address, "/"));
    }
}
