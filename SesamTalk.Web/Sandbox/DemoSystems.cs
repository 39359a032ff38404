using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;

namespace SesamTalk.Web.Sandbox;

/// <summary>The demo's connected systems: what a person would enter to reach the sandboxes.</summary>
internal sealed class DemoSystems(ISecretProtector secrets)
{
    /// <summary>The ids of both.</summary>
    public static readonly ImmutableArray<string?> Ids = [ShippedDataflows.PowerOfficeGo, SandboxHost.Unnamed];

    /// <summary>Both systems, at the addresses of the sandboxes that run.</summary>
    public IReadOnlyList<ConnectedSystem> At(SandboxHost host, SandboxOptions options) => [PowerOfficeGo(host.Address(SandboxHost.PowerOfficeGo), options.PowerOfficeGo), Unnamed(host.Address(SandboxHost.Unnamed), options.UnnamedApiKey)];

    /// <summary>Whether two systems are reached alike, secrets aside.</summary>
    public static bool SameSettings(ConnectedSystem one, ConnectedSystem other) =>
        one.Settings.Count == other.Settings.Count && one.Settings.All(setting => other.Settings.GetValueOrDefault(setting.Key) == setting.Value);

    private ConnectedSystem PowerOfficeGo(Uri address, SandboxGoKeys keys) => new()
    {
        Id = ShippedDataflows.PowerOfficeGo,
        Name = "PowerOffice Go (sandbox)",
        Connector = "poweroffice-go",
        Environment = SystemEnvironment.Demo,
        Settings = Texts(("environment", "custom"), ("baseAddress", new Uri(address, "Demo/v2").AbsoluteUri), ("tokenAddress", new Uri(address, "Demo/OAuth/Token").AbsoluteUri)),
        ProtectedSecrets = Texts(
            ("applicationKey", secrets.Protect(keys.ApplicationKey)),
            ("clientKey", secrets.Protect(keys.ClientKey)),
            ("subscriptionKey", secrets.Protect(keys.SubscriptionKey))),
    };

    private ConnectedSystem Unnamed(Uri address, string apiKey) => new()
    {
        Id = SandboxHost.Unnamed,
        Name = "(unnamed system, sandbox)",
        Connector = "rest",
        Environment = SystemEnvironment.Demo,
        Settings = Texts(("manifest", "shipped:unnamed"), ("baseAddress", address.AbsoluteUri)),
        ProtectedSecrets = Texts(("apiKey", secrets.Protect(apiKey))),
    };

    private static ImmutableDictionary<string, string> Texts(params (string Name, string Value)[] texts) => texts.ToImmutableDictionary(text => text.Name, text => text.Value);
}
