using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Inner networks by every spelling of their addresses, and sessions and names that are planted or guessed.</summary>
public sealed partial class AttackTests
{
    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Networks => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a system in the inner network, as a number of sixteens"] = on => ShouldNotConnectAsync(on, "https://0x0a000008/"),
        ["a system in the inner network, as a number of eights"] = on => ShouldNotConnectAsync(on, "https://012.0.0.8/"),
        ["a system in the inner network, behind a name and password"] = on => ShouldNotConnectAsync(on, "https://good.example@10.0.0.8/"),
        ["a system in the inner network of the newer kind"] = on => ShouldNotConnectAsync(on, "https://[fd12:3456::1]/"),
        ["a system at the wire's own address"] = on => ShouldNotConnectAsync(on, "https://[fe80::1]/"),
        ["a system at the cloud's own address, as the other kind of number"] = on => ShouldNotConnectAsync(on, "https://[::ffff:169.254.169.254]/"),
        ["a system at no address at all"] = on => ShouldNotConnectAsync(on, "https://0.0.0.0/"),
        ["a system in a provider's own network"] = on => ShouldNotConnectAsync(on, "https://100.64.0.1/"),
        ["a name of a person, guessed letter by letter by a viewer"] = async on => (await (await on.GetAsync(Role.Viewer, "/links.csv?q=Kar")).Content.ReadAsStringAsync()).Trim().Split('\n').Length.ShouldBe(1),
    };

    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Guesses => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a session planted in the browser before its owner signs in"] = async on =>
        {
            await on.Site.AccountAsync(Role.Tester);
            using var browser = new Browsing(on.Site.App, "talk-session=planted-by-somebody");
            using var answer = await browser.SignInAsync("tester", GuardedSite.Password);
            ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/links", ("Cookie", "talk-session=planted-by-somebody")));
        },
        ["guessing one account's password"] = async on =>
        {
            var account = await on.Site.AccountAsync("guessed-at", Role.Viewer);
            using var browser = new Browsing(on.Site.App);
            for (var i = 0; i < 5; i++) (await browser.SignInAsync("guessed-at", "wrong " + i)).Dispose();
            // Now the right one: it is not told that it is right.
            using var answer = await browser.SignInAsync("guessed-at", GuardedSite.Password);
            (await browser.Client.GetAsync("/links")).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
            (await on.Site.AuditAsync(20)).ShouldContain(entry => entry.Act == "sign-in.locked");
        },
    };
}
