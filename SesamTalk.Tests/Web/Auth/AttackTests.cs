using System.Net;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>The attack list: each attempt is made against one running site, is refused, and leaves nothing behind that it should not.</summary>
public sealed partial class AttackTests(AttackGround ground) : IClassFixture<AttackGround>
{
    private static readonly Dictionary<string, Func<AttackGround, Task>> Attempts = new([.. Sessions, .. Forgeries, .. Addresses, .. Texts, .. Networks, .. Guesses, .. Wires, .. Sizes]);

    /// <summary>What is answered as if nothing were meant by it, and so leaves no note; and what it finds.</summary>
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["a site of another in a frame"] = "the browser is told not to", ["a script written into a page"] = "the browser is told not to",
        ["reading a page out of the browser's memory after signing out"] = "the browser is told not to keep it",
        ["the sign-in's way back to another site"] = "it leads home", ["the sign-in's way back to another site, escaped"] = "it leads home",
        ["the language's way back to another site"] = "it leads home", ["the language's way back with a line break in it"] = "it leads home",
        ["a script in a search"] = "it is a text", ["a script in a filter of the audit"] = "it is a text", ["a script in an address that is not there"] = "it is a text",
        ["a script in the way back"] = "it is a text", ["a script as the word of a form's answer"] = "it is a text", ["a script as a name"] = "whoever may add people is told that it is none",
        ["a statement in a search"] = "it is a text", ["a statement in a filter of the audit"] = "it is a text", ["a formula in the audit's file"] = "it is a text",
        ["the error page as a source of secrets"] = "it says nothing", ["a name of a person, guessed letter by letter by a viewer"] = "nothing is found",
        ["the status page as a way past the policies"] = "it says nothing",
    };

    public static TheoryData<string> Names => [.. Attempts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attempt_is_refused(string attempt)
    {
        var before = await ground.TracesAsync();
        await Attempts[attempt](ground);
        var isNoted = await ground.TracesAsync() > before;
        if (!Harmless.ContainsKey(attempt)) isNoted.ShouldBeTrue("neither the log nor the audit tells of it");
        ground.Logged.ShouldNotContain(GuardedSite.Password);
        ground.Logged.ShouldNotContain("talk-session=");
    }

    [Fact]
    public void What_leaves_no_note_is_a_short_list_that_somebody_thought_about() => Harmless.Keys.ShouldBeSubsetOf(Attempts.Keys);

    [Fact]
    public void The_list_is_long() => Attempts.Count.ShouldBeGreaterThanOrEqualTo(100);

    private static void ShouldBeLedToTheSignIn(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath.ShouldBe("/sign-in");
    }

    private static async Task ShouldHoldNothingAsync(HttpResponseMessage answer, params string[] secrets)
    {
        var said = await answer.Content.ReadAsStringAsync();
        foreach (var secret in secrets) said.ShouldNotContain(secret);
        said.ShouldNotContain("   at SesamTalk.");
    }
}
