using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Sync;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Texts that mean to be more than texts: to a browser, a database, a spreadsheet, a log.</summary>
public sealed partial class AttackTests
{
    private const string Script = "<script>alert(1)</script>";

    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Texts => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a script in a search"] = on => ShouldBeTextAsync(on, "/links?q="),
        ["a script in a filter of the audit"] = on => ShouldBeTextAsync(on, "/audit?who="),
        ["a script in an address that is not there"] = on => ShouldBeTextAsync(on, "/dataflows/"),
        ["a script in the way back"] = on => ShouldBeTextAsync(on, "/sign-in?back=/"),
        ["a script as the word of a form's answer"] = on => ShouldBeTextAsync(on, "/account?said="),
        ["a script as a language"] = async on => (await on.GetAsync(Role.Nobody, "/language/" + Uri.EscapeDataString(Script))).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["a script as a name"] = async on => (await on.Site.App.Services.GetRequiredService<Accounts>().AddAsync("x", Script, Role.Viewer, default)).Outcome.ShouldBe(AccountOutcome.NameWrong),
        ["a statement in a search"] = async on => (await on.GetAsync(Role.Viewer, "/links?q=" + Uri.EscapeDataString("' OR 1=1; DROP TABLE Accounts; --"))).StatusCode.ShouldBe(HttpStatusCode.OK),
        ["a statement in a filter of the audit"] = async on =>
        {
            await on.Site.App.Services.GetRequiredService<AuditLog>().AddAsync("kari", "setting.chosen", "setting/x", "kari set x: 1.", default);
            var page = await (await on.GetAsync(Role.Admin, "/audit?who=" + Uri.EscapeDataString("x' OR '1'='1"))).Content.ReadAsStringAsync();
            page.ShouldContain("Nothing fits these choices");
        },
        ["a statement as a name to sign in by"] = async on =>
        {
            using var browser = new Browsing(on.Site.App);
            using var answer = await browser.SignInAsync("admin' --", "x");
            (await answer.Content.ReadAsStringAsync()).ShouldContain("The name or the password is not right.");
        },
        ["a formula in the audit's file"] = async on =>
        {
            await on.Site.App.Services.GetRequiredService<AuditLog>().AddAsync("=HYPERLINK(\"http://elsewhere.example\")", "sign-in.wrong", "@SUM(1)", "+1", default);
            var file = await (await on.GetAsync(Role.Admin, "/audit/audit.csv")).Content.ReadAsStringAsync();
            file.ShouldContain("\"'=HYPERLINK(");
            file.ShouldContain("\"'@SUM(1)\"");
            file.ShouldContain("\"'+1\"");
        },
        ["a line of the log, made up in a name"] = async on =>
        {
            using var browser = new Browsing(on.Site.App);
            await browser.SignInAsync("x\r\n2026-01-01 admin signed in", "x");
            (await on.Site.AuditAsync(1))[0].Sentence.ShouldNotContain('\n');
            on.Logged.ShouldNotContain("\n2026-01-01 admin signed in");
        },
        ["a name of no end"] = async on =>
        {
            using var browser = new Browsing(on.Site.App);
            await browser.SignInAsync(new string('n', 20_000), "x");
            (await on.Site.AuditAsync(1))[0].Sentence.Length.ShouldBeLessThan(200);
        },
        ["a password of a million letters"] = RefusesByItsSizeAsync,
        ["the error page as a source of secrets"] = async on => await ShouldHoldNothingAsync(await on.GetAsync(Role.Nobody, "/failure"), "Exception", "System."),
        ["a system at the cloud's own address"] = on => ShouldNotConnectAsync(on, "https://169.254.169.254/latest/meta-data"),
        ["a system in the inner network"] = on => ShouldNotConnectAsync(on, "https://10.0.0.8/"),
        ["a system in the inner network, as one number"] = on => ShouldNotConnectAsync(on, "https://2852039166/"),
        ["a system in the inner network, as the other kind of number"] = on => ShouldNotConnectAsync(on, "https://[::ffff:192.168.1.1]/"),
        ["a system in the inner network, by a bare name"] = on => ShouldNotConnectAsync(on, "https://router/"),
        ["a system at an address that is a file"] = on => ShouldNotConnectAsync(on, "file:///etc/hostname"),
    };

    private static async Task RefusesByItsSizeAsync(AttackGround on)
    {
        using var browser = new Browsing(on.Site.App);
        try
        {
            using var answer = await browser.SignInAsync("viewer", new string('p', 2_000_000));
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest);
        }
        catch (HttpRequestException refused) when (refused.InnerException is IOException)
        {
            // By its size alone: the connection was closed while the rest was still being sent.
        }
    }

    // Above is what came in by a link; whatever else stands there, it never comes out as markup.
    private static async Task ShouldBeTextAsync(AttackGround on, string address)
    {
        using var answer = await on.GetAsync(Role.Admin, address + Uri.EscapeDataString(Script));
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(Script);
    }

    private static async Task ShouldNotConnectAsync(AttackGround on, string address)
    {
        var system = new ConnectedSystem { Id = "attacked", Name = "Attacked", Connector = "rest", Settings = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("manifest", "shipped:webshop").Add("baseAddress", address) };
        var saved = await on.Site.App.Services.GetRequiredService<SystemVerbs>().SaveAsync(system, new Dictionary<string, string> { ["user"] = "u", ["password"] = "p" }, "x");
        saved.Stored.ShouldBeNull();
        saved.Problems.ShouldContain(problem => problem.Trouble == SettingTrouble.InnerAddress || problem.Trouble == SettingTrouble.NotAnAddress);
    }
}
