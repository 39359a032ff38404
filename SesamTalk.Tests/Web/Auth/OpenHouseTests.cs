using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using SesamTalk.Web;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>A demo lets in whoever opens it, and so answers this machine alone.</summary>
public sealed class OpenHouseTests(OpenHouseTests.Ground ground) : IClassFixture<OpenHouseTests.Ground>
{
    [Theory]
    [InlineData("localhost:5080", "127.0.0.1", null, 200)]
    [InlineData("127.0.0.1:5080", "127.0.0.1", null, 200)]
    [InlineData("[::1]:5080", "::1", null, 200)]
    [InlineData("LOCALHOST", "::1", null, 200)]
    // A name of somebody else that leads to this machine: the way past a browser's own rules.
    [InlineData("elsewhere.example", "127.0.0.1", null, 421)]
    [InlineData("localhost.elsewhere.example", "127.0.0.1", null, 421)]
    [InlineData("127.0.0.1.elsewhere.example", "127.0.0.1", null, 421)]
    [InlineData("10.0.0.5", "127.0.0.1", null, 421)]
    [InlineData("", "127.0.0.1", null, 421)]
    // Somebody else's machine, whatever it calls this one.
    [InlineData("localhost:5080", "10.0.0.5", null, 421)]
    [InlineData("127.0.0.1:5080", "2001:db8::1", null, 421)]
    // A proxy on this machine that lets others in.
    [InlineData("localhost:5080", "127.0.0.1", "X-Forwarded-For", 421)]
    [InlineData("localhost:5080", "127.0.0.1", "Forwarded", 421)]
    [InlineData("localhost:5080", "127.0.0.1", "Via", 421)]
    public async Task It_answers_under_loopbacks_names_from_this_machine_and_through_no_proxy(string host, string from, string? header, int status)
    {
        foreach (var path in new[] { "/help", "/_blazor/negotiate", "/audit/audit.csv" })
        {
            var answer = await ground.App.Server.SendAsync(http =>
            {
                (http.Request.Method, http.Request.Path, http.Request.Host) = (HttpMethods.Get, path, new HostString(host));
                http.Connection.RemoteIpAddress = IPAddress.Parse(from);
                if (header is not null) http.Request.Headers[header] = "10.0.0.5";
            });
            if (status == 200 && path == "/_blazor/negotiate") answer.Response.StatusCode.ShouldNotBe(421);
            else answer.Response.StatusCode.ShouldBe(status, path);
        }
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:5080", true)]
    [InlineData("urls", "http://localhost:5080;http://[::1]:5080", true)]
    [InlineData("urls", "http://127.0.0.1:5080;http://0.0.0.0:80", false)]
    [InlineData("urls", "http://*:5080", false)]
    [InlineData("urls", "http://+:5080", false)]
    [InlineData("urls", "http://[::]:5080", false)]
    [InlineData("urls", "http://localhost.elsewhere.example:5080", false)]
    [InlineData("http_ports", "8080", false)]
    [InlineData("Kestrel:Endpoints:Outer:Url", "https://0.0.0.0:443", false)]
    public void A_demo_that_others_can_reach_is_no_open_house(string key, string value, bool isLoopback) =>
        TalkSite.IsLoopback(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()).ShouldBe(isLoopback);

    /// <summary>One open house for all of them.</summary>
    public sealed class Ground : IAsyncDisposable
    {
        public WebApp App { get; } = new();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
