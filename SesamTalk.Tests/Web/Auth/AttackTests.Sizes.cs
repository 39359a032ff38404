using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Too much, too deep, too often, too late.</summary>
public sealed partial class AttackTests
{
    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Sizes => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a hundred megabytes for the verbs' door, refused before they are sent"] = async on => (await on.RawAsync($"POST /_talk/do/user HTTP/1.1\r\nHost: {on.Site.App.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n")).ShouldContain(" 404 "),
        ["two megabytes for the API"] = async on => (await CallAsync(on, new StringContent(new string(' ', 2_000_000), System.Text.Encoding.UTF8, "application/json"))).ShouldBe(HttpStatusCode.RequestEntityTooLarge),
        ["two megabytes for the API that do not say how many they are"] = async on =>
        {
            var body = new StreamContent(new Endless(2_000_000));
            body.Headers.ContentType = new("application/json");
            (await CallAsync(on, body)).ShouldBeOneOf(HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest);
        },
        ["a body for the API nested a thousand deep"] = async on => (await CallAsync(on, Body("{\"kind\":" + new string('[', 1000) + new string(']', 1000) + "}"))).ShouldBe(HttpStatusCode.BadRequest),
        ["a run started by a viewer's token"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/api/v1/dataflows/none/runs", Body("{}"), ("Authorization", "Bearer " + await TokenAsync(on)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a run watched by a stranger"] = async on => (await on.GetAsync(Role.Nobody, $"/api/v1/runs/{Guid.Empty}/events")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["a password guessed at the page of one's own account"] = async on =>
        {
            await on.Site.AccountAsync("own-page", Role.Viewer);
            using var browser = new Browsing(on.Site.App);
            using var signedIn = await browser.SignInAsync("own-page", GuardedSite.Password);
            using var answer = await browser.SendAsync("/account", new Dictionary<string, string> { ["current"] = "not this one, sorry", ["chosen"] = "fjord herring umbrella" }, "/account/password");
            (await on.Site.AuditAsync(5)).ShouldContain(entry => entry.Act == "sign-in.wrong" && entry.Sentence.Contains("own-page", StringComparison.Ordinal));
        },
        ["an act at an open page whose person may less by now"] = async on =>
        {
            var account = await on.Site.AccountAsync("open-page", Role.Admin);
            await on.Site.AccountAsync(Role.Admin);
            await using var scope = on.Site.App.Services.CreateAsyncScope();
            var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
            ((IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(principal))));
            var reader = scope.ServiceProvider.GetRequiredService<Reader>();
            reader.As(Act.KeepUsers).ShouldBe("open-page");
            await on.Site.App.Services.GetRequiredService<Accounts>().GiveRoleAsync("x", account.Id, Role.Viewer, default);
            Should.Throw<NotAllowedException>(() => reader.As(Act.KeepUsers));
            await on.Site.App.Services.GetRequiredService<Accounts>().ShutOutAsync("x", account.Id, true, default);
            Should.Throw<NotAllowedException>(() => reader.As(Act.KeepOwnAccount));
        },
    };

    private static async Task<HttpStatusCode> CallAsync(AttackGround on, HttpContent body)
    {
        var account = await on.Site.AccountAsync(Role.Operator);
        var token = (await on.Site.App.Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, Role.Operator), "sizes", Role.Operator, 1, default)).Secret;
        using var answer = await on.AskAsync(Role.Nobody, HttpMethod.Post, "/api/v1/dataflows/none/runs", body, ("Authorization", "Bearer " + token));
        return answer.StatusCode;
    }

    /// <summary>Blanks that do not say how many they are.</summary>
    private sealed class Endless(int count) : Stream
    {
        private int _left = count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)' ');
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
