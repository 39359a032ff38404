using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Conformance;

/// <summary>REST by a shipped manifest, against the sandbox that plays its system. An heir says which, and one entity to try.</summary>
public abstract class SandboxRestConformance(string name, params (string Name, string Secret)[] secrets) : ConnectorConformance
{
    protected abstract ConformanceSubject On(ConformanceSubject opened);

    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = folder, Only = [name], Seed = false, UnnamedPort = 0, OpenSesamPort = 0, WebshopPort = 0 });
        var root = host.Address(name);
        return On(new ConformanceSubject
        {
            Host = host,
            Sandbox = root,
            System = new ConnectedSystem
            {
                Id = name,
                Name = name,
                Connector = "rest",
                Settings = new Dictionary<string, string>
                {
                    ["manifest"] = ShippedManifests.Find(name.Replace("custom-", ""))!.Replace("size: 200", "size: 5"),
                    ["baseAddress"] = root.ToString(),
                }.ToImmutableDictionary(),
                ProtectedSecrets = secrets.ToImmutableDictionary(secret => secret.Name, secret => secret.Secret),
            },
            Entity = "",
            Values = _ => [],
            Text = "",
            Refused = new("", null),
            NoSuchId = "C999999",
        });
    }
}

/// <summary>The unnamed system: pages by number, patches of what differs.</summary>
public sealed class UnnamedRestConformance() : SandboxRestConformance(SandboxHost.Unnamed, ("apiKey", "demo-unnamed-key"))
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Customers company",
        PathPart = "/customers-company",
        Values = number => [new("name", $"Fjordheim {number} AS"), new("org_no", $"9{number:00000000}"), new("email", $"post{number}@fjordheim.example"), new("city", "Bodø")],
        Text = "address1",
        Refused = new("country", "Norge"),
    };
}

/// <summary>OpenSesam: offsets, and records put as a whole.</summary>
public sealed class OpenSesamConformance() : SandboxRestConformance(SandboxHost.OpenSesam, ("apiKey", "demo-opensesam-key"))
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Organisation",
        PathPart = "/organisations",
        Values = number => [new("name", $"Fjordheim {number} AS"), new("organisation_number", $"9{number:00000000}"), new("email", $"post{number}@fjordheim.example"), new("city", "Bodø")],
        Text = "address_line1",
        UpdateVerb = "PUT",
        Refused = new("country", "Norge"),
    };
}

/// <summary>The webshop: next links, user and password, orders whose lines are a list.</summary>
public sealed class WebshopConformance() : SandboxRestConformance(SandboxHost.Webshop, ("user", "sesamtalk"), ("password", "demo-webshop-password"))
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Order",
        PathPart = "/orders",
        Values = number => [new("number", 9000L + number), new("currency", "NOK"), new("ordered_on", new DateOnly(2024, 5, number + 1)), new("status", "open")],
        Text = "reference",
        TextLength = 100,
        Refused = new("currency", "kroner"),
    };
}
