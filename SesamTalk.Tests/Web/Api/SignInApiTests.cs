using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Web.Api;

/// <summary>A person signs in to a connected system in the browser: there, back, and everything that may come back instead.</summary>
public sealed class SignInApiTests : IAsyncLifetime
{
    private SignInProvider _provider = null!;
    private WebApp _site = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await SignInProvider.StartAsync();
        _site = WebApp.OnKestrel();
        _browser = Browser();
        var saved = await _site.Services.GetRequiredService<SystemVerbs>().SaveAsync(new ConnectedSystem
        {
            Id = "ledger", Name = "Ledger", Connector = "rest",
            Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", _provider.Manifest).Add("baseAddress", _provider.Root.ToString()),
        }, new Dictionary<string, string> { ["clientId"] = SignInProvider.ClientId, ["clientSecret"] = SignInProvider.ClientSecret }, "kari");
        saved.Problems.ShouldBeEmpty();
        saved.Stored.ShouldNotBeNull("the refresh token comes later");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Before_a_person_has_signed_in_a_test_says_where_to()
    {
        var check = await _site.Services.GetRequiredService<SystemVerbs>().TestAsync((await Systems.FindAsync("ledger"))!);
        check.IsFine.ShouldBeFalse();
        check.Steps[^1].Message.ToString().ShouldContain("Sign in on this system's page, under Systems.");
        _provider.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task There_and_back_gives_a_refresh_token_that_is_kept_and_renewed_and_works()
    {
        var there = await BeginAsync();
        there.GetLeftPart(UriPartial.Path).ShouldBe(new Uri(_provider.Root, "authorize").ToString());
        there.Query.ShouldNotContain(SignInProvider.ClientSecret);
        var back = await FollowAsync(there);
        (await FollowAsync(back)).PathAndQuery.ShouldBe("/systems/ledger?signIn=done");

        (await SecretAsync()).ShouldBe(_provider.Refresh);
        _provider.Refresh.ShouldBe("refresh-2", "the test of the connection used the first, and the system replaced it");
        (await _site.Services.GetRequiredService<SystemMemory>().CheckAsync("ledger"))!.IsFine.ShouldBeTrue();
        (await _site.Services.GetRequiredService<SystemVerbs>().TestAsync((await Systems.FindAsync("ledger"))!)).IsFine.ShouldBeTrue();
        var page = await _browser.GetStringAsync("/systems/ledger?signIn=done");
        page.ShouldContain("You are signed in");
        page.ShouldNotContain("refresh-");

        // What came back once does not come back again.
        (await FollowAsync(back)).PathAndQuery.ShouldBe("/systems?signIn=stale");
        (await SecretAsync()).ShouldBe(_provider.Refresh);
    }

    [Theory]
    [InlineData("another state")]
    [InlineData("no state")]
    [InlineData("another browser")]
    [InlineData("a forged cookie")]
    public async Task What_comes_back_without_the_state_of_this_browser_is_not_looked_at(string how)
    {
        var back = await FollowAsync(await BeginAsync());
        var code = QueryHelpers.ParseQuery(back.Query)["code"];
        using var other = Browser();
        if (how == "a forged cookie") other.DefaultRequestHeaders.Add("Cookie", "talk-sign-in=" + Uri.EscapeDataString("{\"System\":\"ledger\",\"State\":\"x\",\"Verifier\":\"y\",\"Begun\":\"2099-01-01T00:00:00Z\"}"));
        var address = how switch
        {
            "another state" => $"/sign-in/callback?code={code}&state={new string('0', 64)}",
            "no state" => $"/sign-in/callback?code={code}",
            _ => back.PathAndQuery,
        };
        (await FollowAsync(new Uri(_site.Address, address), how.EndsWith("state", StringComparison.Ordinal) ? _browser : other)).Query.ShouldBe("?signIn=stale");
        _provider.Asked.ShouldBe(0);
        (await SecretAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_person_who_says_no_and_a_code_that_is_not_accepted_are_told_of_in_the_connection_test()
    {
        var state = QueryHelpers.ParseQuery((await BeginAsync()).Query)["state"];
        (await FollowAsync(new Uri(_site.Address, $"/sign-in/callback?error=access_denied&error_description=no%20thanks&state={state}"))).PathAndQuery.ShouldBe("/systems/ledger?signIn=refused");
        (await CheckAsync()).Message.ToString().ShouldContain("access_denied no thanks");

        state = QueryHelpers.ParseQuery((await BeginAsync()).Query)["state"];
        (await FollowAsync(new Uri(_site.Address, $"/sign-in/callback?code=made-up&state={state}"))).PathAndQuery.ShouldBe("/systems/ledger?signIn=refused");
        var said = (await CheckAsync()).Message.ToString();
        said.ShouldContain("Ledger did not accept the sign-in");
        said.ShouldNotContain(SignInProvider.ClientSecret);
        (await SecretAsync()).ShouldBeNull();

        _provider.GivesNoRefreshToken = true;
        (await FollowAsync(await FollowAsync(await BeginAsync()))).Query.ShouldBe("?signIn=refused");
        (await CheckAsync()).Message.ToString().ShouldContain("offline_access");
    }

    [Fact]
    public async Task Nobody_signs_in_to_what_is_not_there()
    {
        using var answer = await _browser.GetAsync("/systems/nobody/sign-in");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private SystemStore Systems => _site.Services.GetRequiredService<SystemStore>();

    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address };

    private Task<Uri> BeginAsync() => FollowAsync(new Uri(_site.Address, "/systems/ledger/sign-in"));

    private async Task<Uri> FollowAsync(Uri address, HttpClient? browser = null)
    {
        using var answer = await (browser ?? _browser).GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(address, answer.Headers.Location!);
    }

    private async Task<string?> SecretAsync() => (await Systems.FindAsync("ledger"))!.ProtectedSecrets.GetValueOrDefault("refreshToken") is { } kept ? _site.Services.GetRequiredService<ISecretProtector>().Reveal(kept) : null;

    private async Task<CheckStep> CheckAsync() => (await _site.Services.GetRequiredService<SystemMemory>().CheckAsync("ledger"))!.Steps.Single();
}
