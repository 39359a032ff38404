using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Conformance;

/// <summary>REST by manifest, against the unnamed system.</summary>
public sealed class UnnamedRestConformance : ConnectorConformance
{
    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = folder, Only = [SandboxHost.Unnamed], Seed = false, UnnamedPort = 0, PowerOfficeGoPort = 0, CustomCrmPort = 0, CustomPmsPort = 0 });
        var root = host.Address(SandboxHost.Unnamed);
        return new ConformanceSubject
        {
            Host = host,
            Sandbox = root,
            System = new ConnectedSystem
            {
                Id = "unnamed",
                Name = "Unnamed",
                Connector = "rest",
                Settings = new Dictionary<string, string>
                {
                    ["manifest"] = ShippedManifests.Find("unnamed")!.Replace("size: 200", "size: 5"),
                    ["baseAddress"] = root.ToString(),
                }.ToImmutableDictionary(),
                ProtectedSecrets = new Dictionary<string, string> { ["apiKey"] = "demo-unnamed-key" }.ToImmutableDictionary(),
            },
            Entity = "Customers company",
            PathPart = "/customers-company",
            Values = number => [new("name", $"Fjordheim {number} AS"), new("org_no", $"9{number:00000000}"), new("email", $"post{number}@fjordheim.example"), new("city", "Bodø")],
            Text = "address1",
            Refused = new("country", "Norge"),
            NoSuchId = "C999999",
        };
    }
}
