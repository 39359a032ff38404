using System.Net;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>The attack list: each attempt is made against one running site, is refused, and leaves nothing behind that it should not.</summary>
public sealed partial class AttackTests(AttackGround ground) : IClassFixture<AttackGround>
{
    private static readonly Dictionary<string, Func<AttackGround, Task>> Attempts = new([.. Sessions, .. Forgeries, .. Addresses, .. Texts, .. Networks, .. Guesses, .. Wires]);

    public static TheoryData<string> Names => [.. Attempts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attempt_is_refused(string attempt)
    {
        await Attempts[attempt](ground);
        ground.Logged.ShouldNotContain(GuardedSite.Password);
        ground.Logged.ShouldNotContain("talk-session=");
    }

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
