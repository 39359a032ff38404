using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Sql;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>A database is no way into an inner network that the installation does not name.</summary>
public sealed class InnerDatabaseTests
{
    [Theory]
    [InlineData("10.11.12.13")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.0.9:5433")]
    [InlineData("8.8.8.8,10.0.0.1")]
    public async Task A_host_of_an_inner_network_is_not_gone_to(string hosts)
    {
        await using var connector = Connector(hosts, _ => false);
        var refused = (await connector.DescribeAsync(TestContext.Current.CancellationToken)).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        refused.Message.ShouldContain("inner network");
        refused.Message.ShouldNotContain("topsecret");
    }

    [Fact]
    public async Task A_host_that_an_administrator_names_is_gone_to()
    {
        List<string> asked = [];
        // Of this machine, but by a name that is not this machine's own: it is asked about, and then nothing listens there.
        await using var connector = Connector("10.255.255.255;Timeout=1", host => { asked.Add(host); return true; });
        (await connector.DescribeAsync(TestContext.Current.CancellationToken)).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        asked.ShouldBe(["10.255.255.255"]);
    }

    private static SqlConnector Connector(string hosts, Func<string, bool> isNamed) => new(
        SqlSettings.Of(
            new ConnectedSystem
            {
                Id = "crm", Name = "CRM", Connector = "sql", Settings = new Dictionary<string, string> { ["provider"] = "postgres", ["entities"] = "- table: customers\n" }.ToImmutableDictionary(),
                ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("connection", $"Host={hosts};Username=x;Password=topsecret;Database=d"),
            },
            new Open(), (host, _) => Task.FromResult(isNamed(host))),
        TimeProvider.System);

    private sealed class Open : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Reveal(string protectedSecret) => protectedSecret;
    }
}
