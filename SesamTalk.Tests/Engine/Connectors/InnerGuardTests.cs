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

    [Fact]
    public async Task This_machine_itself_is_gone_to()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using (await InnerGuard.ConnectAsync(new DnsEndPoint("127.0.0.1", port), Nobody, default)) listener.Pending().ShouldBeTrue();
    }

    [Theory]
    [InlineData("erp.internal, other", "ERP.internal", true)]
    [InlineData("10.0.0.5\n[fd00::1]", "10.0.0.5", true)]
    [InlineData("erp.internal", "erp", false)]
    [InlineData(null, "erp.internal", false)]
    [InlineData("allow", "erp.internal", false)]
    public void Only_hosts_that_are_named_are_allowed(string? setting, string host, bool named) => InnerNetworks.Names(setting, host).ShouldBe(named);
}
