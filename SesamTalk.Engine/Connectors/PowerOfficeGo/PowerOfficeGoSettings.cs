namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Where a PowerOffice Go client is reached and with what; made from a system's settings and secrets.</summary>
internal sealed record PowerOfficeGoSettings
{
    /// <summary>The API's root, with its version.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Where tokens are given.</summary>
    public required Uri TokenAddress { get; init; }

    /// <summary>Identifies this integration.</summary>
    public required string ApplicationKey { get; init; }

    /// <summary>Identifies the client (the company whose books these are).</summary>
    public required string ClientKey { get; init; }

    /// <summary>The gateway's key, shared by all clients of this installation; requests are counted by it.</summary>
    public required string SubscriptionKey { get; init; }

    /// <summary>Requests a second for the subscription key; 0 is without limit.</summary>
    public double RequestsPerSecond { get; init; } = 10;

    /// <summary>Records in a page.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a read is tried again while Go is busy.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is taken off the newest stamp, since the order of commits and stamps is not promised to agree.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How far a read may be behind: Go answers reads from a replica.</summary>
    public TimeSpan ReadLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The settings of a system. Throws <see cref="SettingsException"/>, which names the setting and what it may be.</summary>
    public static PowerOfficeGoSettings Of(ConnectedSystem system, ISecretProtector secrets)
    {
        var read = new SettingReader(system, secrets);
        var (api, token) = Addresses(read);
        return new PowerOfficeGoSettings
        {
            BaseAddress = api,
            TokenAddress = token,
            ApplicationKey = read.Secret("applicationKey"),
            ClientKey = read.Secret("clientKey"),
            SubscriptionKey = read.Secret("subscriptionKey"),
            RequestsPerSecond = read.Number("requestsPerSecond", 10, 0, 10_000),
            PageSize = (int)read.Number("pageSize", 1000, 1, 20_000),
            Timeout = TimeSpan.FromSeconds(read.Number("timeoutSeconds", 60, 1, 600)),
            Patience = TimeSpan.FromSeconds(read.Number("patienceSeconds", 30, 0, 600)),
            Overlap = TimeSpan.FromSeconds(read.Number("overlapSeconds", 60, 0, 86_400)),
            ReadLag = TimeSpan.FromSeconds(read.Number("readLagSeconds", 10, 0, 3_600)),
        };
    }

    private static (Uri Api, Uri Token) Addresses(SettingReader read)
    {
        const string gateway = "https://goapi.poweroffice.net";
        return read.Text("environment", "production") switch
        {
            "production" => (new($"{gateway}/v2"), new($"{gateway}/OAuth/Token")),
            "demo" => (new($"{gateway}/Demo/v2"), new($"{gateway}/Demo/OAuth/Token")),
            "custom" => (read.Address("baseAddress"), read.Address("tokenAddress")),
            var other => throw read.Wrong("environment", $"“{other}” is none of demo, production, custom"),
        };
    }

    /// <summary>The address of a path below the API's root, with a query.</summary>
    public Uri Address(string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var text = string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"));
        return new Uri(BaseAddress.AbsoluteUri.TrimEnd('/') + path + (text.Length == 0 ? "" : "?" + text));
    }
}
