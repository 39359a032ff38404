using System.Net;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Requests that no browser would send.</summary>
public sealed partial class AttackTests
{
    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Wires => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["one request hidden in another"] = async on => (await on.RawAsync($"POST /sign-in HTTP/1.1\r\nHost: {on.Site.App.Address.Authority}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /users HTTP/1.1\r\n\r\n")).ShouldNotContain("HTTP/1.1 200"),
        ["a header of no end"] = async on => (await on.RawAsync($"GET /sign-in HTTP/1.1\r\nHost: {on.Site.App.Address.Authority}\r\nX-Long: {new string('a', 70_000)}\r\n\r\n")).ShouldNotContain(" 200 "),
        ["an address with a zero byte"] = async on => ShouldServeNothing(await on.RawPathAsync("/css/site.css%00.db")),
        ["a whole address in the request's first line"] = async on => (await on.RawAsync($"GET http://elsewhere.example/users HTTP/1.1\r\nHost: {on.Site.App.Address.Authority}\r\nAccept: text/html\r\nConnection: close\r\n\r\n")).ShouldNotContain(" 200 "),
        ["a method that tells what it was sent"] = async on => (await on.RawAsync($"TRACE / HTTP/1.1\r\nHost: {on.Site.App.Address.Authority}\r\nCookie: talk-session=x\r\nConnection: close\r\n\r\n")).ShouldNotContain("talk-session"),
        ["a request without a host"] = async on => (await on.RawAsync("GET /users HTTP/1.1\r\nConnection: close\r\n\r\n")).ShouldContain(" 400 "),
        ["guessing one password against every name"] = async on =>
        {
            // From an address of its own, so that the other attempts still get their turn.
            using var elsewhere = AttackGround.From(IPAddress.Parse("127.0.0.2"));
            var last = HttpStatusCode.OK;
            for (var i = 0; i < 31; i++)
            {
                using var answer = await elsewhere.PostAsync(new Uri(on.Site.App.Address, "/sign-in"), new FormUrlEncodedContent([]));
                last = answer.StatusCode;
            }

            last.ShouldBe(HttpStatusCode.TooManyRequests);
        },
    };
}
