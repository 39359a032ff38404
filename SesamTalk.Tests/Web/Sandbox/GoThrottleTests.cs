using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoThrottleTests : GoTest
{
    internal override SandboxOptions Options => base.Options with { PowerOfficeGoRequestsPerSecond = 10 };

    [Fact]
    public async Task The_eleventh_request_of_a_second_waits_for_the_next()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        for (var at = 0; at < 10; at++) (await GetAsync("Customers")).Status.ShouldBe(204);
        var refused = await GetAsync("Customers");
        refused.Status.ShouldBe(429);
        refused.RetryAfter.ShouldBe("1");
        refused.Body!["statusCode"]!.ToString().ShouldBe("429");
        refused.Body["message"]!.ToString().ShouldContain("1 seconds");
        (await TokenAsync()).Status.ShouldBe(429);
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("Customers")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task The_dial_sets_another_rate()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["requestsPerSecond"] = 0 });
        for (var at = 0; at < 30; at++) (await GetAsync("Customers")).Status.ShouldBe(204);
    }
}
