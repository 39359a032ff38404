using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox;

/// <summary>How the sandboxes are set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>The data folder of the program; the sandboxes keep their files in <c>sandbox</c> below it.</summary>
    public required string DataFolder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fill an empty sandbox with the demo story.</summary>
    public bool Seed { get; init; } = true;

    /// <summary>The same number and size give the same story.</summary>
    public int SeedNumber { get; init; } = 1;

    public StorySize Size { get; init; } = new();

    /// <summary>Preferred ports; a free one is taken where it is in use, or when 0.</summary>
    public int PowerOfficeGoPort { get; init; } = 5271;

    public int UnnamedPort { get; init; } = 5272;

    public int OpenSesamPort { get; init; } = 5273;

    public int WebshopPort { get; init; } = 5274;

    /// <summary>Only these sandboxes; null = all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>The doors behind the scenes of the CRM and the project system, which themselves are a database and a folder.</summary>
    public int CustomCrmPort { get; init; } = 5275;

    public int CustomPmsPort { get; init; } = 5276;

    /// <summary>The CRM's database, an SQLite file.</summary>
    public string CustomCrmFile => Path.Combine(DataFolder, "sandbox", SandboxHost.CustomCrm, "crm.sqlite");

    /// <summary>The project system's folder of files.</summary>
    public string CustomPmsFolder => Path.Combine(DataFolder, "sandbox", SandboxHost.CustomPms);

    /// <summary>What one subscription key may ask for in any second, until the dial says otherwise; 0 = no limit.</summary>
    public double PowerOfficeGoRequestsPerSecond { get; init; } = 10;

    public double UnnamedRequestsPerSecond { get; init; }

    /// <summary>The keys of the demo client in PowerOffice Go.</summary>
    public SandboxGoKeys PowerOfficeGo { get; init; } = new();

    /// <summary>The API key of OpenSesam.</summary>
    public string OpenSesamApiKey { get; init; } = "demo-opensesam-key";

    /// <summary>The user of the webshop.</summary>
    public SandboxShopKeys Webshop { get; init; } = new();

    /// <summary>The API key of the unnamed system.</summary>
    public string UnnamedApiKey { get; init; } = "demo-unnamed-key";
}

/// <summary>A user of the webshop, and the secret by which its webhooks are signed.</summary>
public sealed record SandboxShopKeys(string User = "sesamtalk", string Password = "demo-webshop-password", string WebhookSecret = "demo-webshop-webhooks");

/// <summary>Three keys that belong together; they open the demo environment only.</summary>
public sealed record SandboxGoKeys(
    string ApplicationKey = "demo-application-key", string ClientKey = "demo-client-key", string SubscriptionKey = "demo-subscription-key");
