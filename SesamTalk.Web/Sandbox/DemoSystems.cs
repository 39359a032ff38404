using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Web.Sandbox.Crm;
using SesamTalk.Web.Sandbox.Pms;

namespace SesamTalk.Web.Sandbox;

/// <summary>The demo's connected systems: what a person would enter to reach the sandboxes.</summary>
internal sealed class DemoSystems(ISecretProtector secrets)
{
    /// <summary>The ids of the demo's systems.</summary>
    public static readonly ImmutableHashSet<string> Ids = [ShippedDataflows.PowerOfficeGo, SandboxHost.Unnamed, SandboxHost.OpenSesam, SandboxHost.Webshop, SandboxHost.CustomCrm, SandboxHost.CustomPms];

    /// <summary>The systems whose sandboxes run, each where it is now.</summary>
    public IReadOnlyList<ConnectedSystem> At(SandboxHost host, SandboxOptions options) => [.. host.Names.Select(name => name switch
    {
        SandboxHost.PowerOfficeGo => PowerOfficeGo(host.Address(name), options.PowerOfficeGo),
        SandboxHost.Unnamed => Rest(name, "(unnamed system, sandbox)", "unnamed", host.Address(name), ("apiKey", options.UnnamedApiKey)),
        SandboxHost.OpenSesam => Rest(name, "OpenSesam (sandbox)", "opensesam", host.Address(name), ("apiKey", options.OpenSesamApiKey)),
        SandboxHost.Webshop => Rest(name, "Custom Webshop (sandbox)", "webshop", host.Address(name),
            ("user", options.Webshop.User), ("password", options.Webshop.Password), ("webhookSecret", options.Webshop.WebhookSecret)),
        SandboxHost.CustomCrm => Demo(name, "Custom CRM (sandbox)", "sql", ("provider", "sqlite"), ("file", Path.GetFullPath(options.CustomCrmFile)), ("entities", CrmTables.Connection)),
        SandboxHost.CustomPms => Demo(name, "Custom PMS (sandbox)", "file", ("folder", Path.GetFullPath(options.CustomPmsFolder)), ("entities", PmsFiles.Connection)),
        _ => throw new System.Diagnostics.UnreachableException($"There is no sandbox {name}."),
    })];

    /// <summary>Whether two systems are reached alike, secrets aside.</summary>
    public static bool SameSettings(ConnectedSystem one, ConnectedSystem other) =>
        one.Settings.Count == other.Settings.Count && one.Settings.All(setting => other.Settings.GetValueOrDefault(setting.Key) == setting.Value);

    private ConnectedSystem PowerOfficeGo(Uri address, SandboxGoKeys keys) => Demo(ShippedDataflows.PowerOfficeGo, "PowerOffice Go (sandbox)", "poweroffice-go",
        ("environment", "custom"), ("baseAddress", new Uri(address, "Demo/v2").AbsoluteUri), ("tokenAddress", new Uri(address, "Demo/OAuth/Token").AbsoluteUri)) with
    {
        ProtectedSecrets = Protected(("applicationKey", keys.ApplicationKey), ("clientKey", keys.ClientKey), ("subscriptionKey", keys.SubscriptionKey)),
    };

    private ConnectedSystem Rest(string id, string name, string manifest, Uri address, params (string, string)[] kept) =>
        Demo(id, name, "rest", ("manifest", "shipped:" + manifest), ("baseAddress", address.AbsoluteUri)) with { ProtectedSecrets = Protected(kept) };

    private static ConnectedSystem Demo(string id, string name, string connector, params (string Name, string Value)[] settings) => new()
    {
        Id = id,
        Name = name,
        Connector = connector,
        Environment = SystemEnvironment.Demo,
        Settings = settings.ToImmutableDictionary(setting => setting.Name, setting => setting.Value),
    };

    private ImmutableDictionary<string, string> Protected(params (string Name, string Secret)[] kept) => kept.ToImmutableDictionary(one => one.Name, one => secrets.Protect(one.Secret));
}
