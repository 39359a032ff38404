using System.Net;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Wire;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors;

/// <summary>Where a name leads is looked at when it is gone to, not when it is typed.</summary>
public sealed class InnerGuardTests
{
    private static readonly Func<string, CancellationToken, Task<bool>> Nobody = (_, _) => Task.FromResult(false);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00::1")]
    public async Task An_inner_number_is_not_gone_to(string host) =>
        await Should.ThrowAsync<InnerGuard.LedInsideException>(async () => await InnerGuard.ConnectAsync(new DnsEndPoint(host, 80), Nobody, default));

    [Theory]
    [InlineData("10.0.0.8")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.0.0.8")]
    [InlineData("93.184.216.34", "192.168.1.1")]
    public async Task A_name_of_elsewhere_that_leads_inside_is_not_gone_to_and_the_reason_is_told(params string[] numbers)
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = 0;
        using var handler = HttpDoor.Handler(Nobody, (_, _) => { asked++; return Task.FromResult(Array.ConvertAll(numbers, IPAddress.Parse)); });
        using var message = new HttpRequestMessage(HttpMethod.Get, $"http://crm.example:{port}/customers");
        var answer = await Door(handler).SendAsync(message, default);
        (answer.Trouble, answer.Reply).ShouldBe((WireTrouble.NeverLeft, null));
        answer.Because!.ToString().ShouldContain("leads to an inner network");
        (asked, listener.Pending()).ShouldBe((1, false));
    }

    [Fact]
    public async Task What_was_looked_up_is_what_is_gone_to_and_a_redirect_inside_is_not_followed()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = 0;
        // Named by an admin, so that this machine can play it; a second look would lead elsewhere.
        using var handler = HttpDoor.Handler((host, _) => Task.FromResult(host == "crm.example"), (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.8") }));
        using var message = new HttpRequestMessage(HttpMethod.Get, $"http://crm.example:{port}/customers");
        var sent = Door(handler).SendAsync(message, default);
        using (var there = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await using var line = there.GetStream();
            await line.ReadExactlyAsync(new byte[16], TestContext.Current.CancellationToken);
            await line.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{port}/inner\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
            (await sent).Reply!.Status.ShouldBe(HttpStatusCode.Found);
        }

        (asked, listener.Pending()).ShouldBe((1, false));
    }

    [Fact]
    public async Task This_machine_itself_is_gone_to()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using (await InnerGuard.ConnectAsync(new DnsEndPoint("127.0.0.1", port), Nobody, default)) listener.Pending().ShouldBeTrue();
    }

    private static HttpDoor Door(HttpMessageHandler handler) => new(new One(handler), TimeProvider.System, TimeSpan.FromSeconds(30), 1024 * 1024);

    private sealed class One(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }

    [Theory]
    [InlineData("erp.internal, other", "ERP.internal", true)]
    [InlineData("10.0.0.5\n[fd00::1]", "10.0.0.5", true)]
    [InlineData("erp.internal", "erp", false)]
    [InlineData(null, "erp.internal", false)]
    [InlineData("allow", "erp.internal", false)]
    public void Only_hosts_that_are_named_are_allowed(string? setting, string host, bool named) => InnerNetworks.Names(setting, host).ShouldBe(named);
}
