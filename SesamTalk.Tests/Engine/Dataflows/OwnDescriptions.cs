using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Engine.Dataflows;

/// <summary>What systems say that they hold, from their real connectors; nothing is asked over the network.</summary>
internal static class OwnDescriptions
{
    public static Task<SystemDescription> PowerOfficeGoAsync(CancellationToken cancellation) =>
        DescribeAsync("poweroffice-go", [], ["applicationKey", "clientKey", "subscriptionKey"], cancellation);

    public static Task<SystemDescription> UnnamedAsync(CancellationToken cancellation) =>
        DescribeAsync("rest", [new("manifest", "shipped:unnamed"), new("baseAddress", "http://127.0.0.1:1")], ["apiKey"], cancellation);

    private static async Task<SystemDescription> DescribeAsync(string connector, KeyValuePair<string, string>[] settings, string[] secrets, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection().AddLogging().AddSesamTalkEngine().AddSingleton<ISecretProtector, Plain>().BuildServiceProvider();
        await using var open = services.GetRequiredService<ConnectorCatalog>().Open(new ConnectedSystem
        {
            Id = connector,
            Name = connector,
            Connector = connector,
            Settings = settings.ToImmutableDictionary(),
            ProtectedSecrets = secrets.ToImmutableDictionary(name => name, _ => "invented"),
        });
        return (await open.DescribeAsync(cancellation)).Value!;
    }

    private sealed class Plain : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Reveal(string protectedSecret) => protectedSecret;
    }
}
