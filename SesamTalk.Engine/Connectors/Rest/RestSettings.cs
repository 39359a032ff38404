using System.Collections.Immutable;
using System.Text;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A system that a manifest describes, with its own address and secrets.</summary>
internal sealed record RestSettings
{
    /// <summary>The system's id, under which a secret that was replaced is kept.</summary>
    public required string SystemId { get; init; }

    /// <summary>The manifest.</summary>
    public required RestManifest Manifest { get; init; }

    /// <summary>The root of all paths, filled in.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Where a token is asked for; null where none is.</summary>
    public Uri? TokenAddress { get; init; }

    /// <summary>Where a person signs in; null where nobody does, or it is no safe address.</summary>
    public Uri? SignInAddress { get; init; }

    /// <summary>The parameters' values.</summary>
    public required ImmutableDictionary<string, string> Parameters { get; init; }

    /// <summary>The secrets' values; never to be shown.</summary>
    public required ImmutableDictionary<string, string> Secrets { get; init; }

    /// <summary>Requests a second; 0 is without limit.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>How long a read is tried again while the system is busy.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>What tells one account from another, for the request budget and the token. A refresh token changes, so the system itself stands for it.</summary>
    public string Account => string.Join('\n', Secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal)
        .Select(secret => secret.Key == Manifest.Auth.Token?.Refresh ? $"of {SystemId}" : $"{secret.Key}={secret.Value}").Prepend($"{BaseAddress}\n{TokenAddress}"));

    /// <summary>
    /// The settings of a system: <c>manifest</c> is YAML, or <c>shipped:NAME</c> for one that comes with SesamTalk. Throws
    /// <see cref="SettingsException"/>, which names the setting or the manifest's line.
    /// </summary>
    public static RestSettings Of(ConnectedSystem system, ISecretProtector secrets)
    {
        var read = new SettingReader(system, secrets);
        var manifest = Manifested(read);
        var parameters = manifest.Parameters.ToImmutableDictionary(parameter => parameter.Name, parameter => parameter.Default is { } usual ? read.Text(parameter.Name, usual) : read.Text(parameter.Name));
        string? Setting(string name) => name.StartsWith("param.", StringComparison.Ordinal) ? parameters.GetValueOrDefault(name["param.".Length..]) : read.Text(name, "") is { Length: > 0 } text ? text.TrimEnd('/') : null;
        var address = manifest.BaseUrl.Fill(Setting, escape: false)
            ?? throw read.Wrong(manifest.BaseUrl.Names.FirstOrDefault(name => Setting(name) is null) ?? "baseAddress", "it is empty, and the manifest's address needs it");
        var token = manifest.Auth.Token?.Url.Fill(Setting, escape: false);
        if (manifest.Auth.Token is { } request && token is null) throw read.Wrong(request.Url.Names.FirstOrDefault(name => Setting(name) is null) ?? "tokenUrl", "it is empty, and the address of the sign-in needs it");
        // A webhook's secret is asked for only when a delivery comes: reading and writing do without it.
        // A refresh token that a person gets by signing in may still be missing.
        var later = manifest.Auth.Token is { SignInUrl: not null, Refresh: { } refresh } && !system.ProtectedSecrets.ContainsKey(refresh) ? refresh : null;
        var kept = manifest.Secrets.Where(name => name != later).ToImmutableDictionary(name => name, read.Secret);
        if (manifest.Webhooks?.Proof.Secret is { } hook && system.ProtectedSecrets.ContainsKey(hook)) kept = kept.SetItem(hook, read.Secret(hook));
        return new()
        {
            SystemId = system.Id,
            Manifest = manifest,
            BaseAddress = read.Address("baseAddress", address),
            TokenAddress = token is null ? null : read.Address("tokenUrl", token),
            SignInAddress = manifest.Auth.Token?.SignInUrl?.Fill(Setting, escape: false) is { } there && SettingReader.IsAddress(there, out var safe) ? safe : null,
            Parameters = parameters,
            Secrets = kept,
            RequestsPerSecond = read.Number("requestsPerSecond", manifest.Rate.PerSecond, 0, 10_000),
            Timeout = TimeSpan.FromSeconds(read.Number("timeoutSeconds", 60, 1, 600)),
            Patience = TimeSpan.FromSeconds(read.Number("patienceSeconds", 30, 0, 600)),
        };
    }

    /// <summary>The value of <c>param.NAME</c>, <c>secret.NAME</c> or the base address; null for anything else.</summary>
    public string? SettingOrSecret(string name) =>
        name.StartsWith("param.", StringComparison.Ordinal) ? Parameters.GetValueOrDefault(name["param.".Length..])
        : name.StartsWith("secret.", StringComparison.Ordinal) ? Secrets.GetValueOrDefault(name["secret.".Length..])
        : name == "baseAddress" ? BaseAddress.AbsoluteUri.TrimEnd('/') : null;

    /// <summary>What every request carries beside its own.</summary>
    public RestCommonHeaders CommonHeaders() => new([.. Manifest.Headers.Select(header => (header.Name, Text: header.Value.Fill(SettingOrSecret, escape: false))).Where(header => header.Text is not null).Select(header => KeyValuePair.Create(header.Name, header.Text!))]);

    /// <summary>A sign-in that never changes.</summary>
    public RestSignIn FixedSignIn()
    {
        var auth = Manifest.Auth;
        var key = Secrets.GetValueOrDefault(auth.Secret, "");
        var value = auth.User.Length == 0 ? key : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secrets[auth.User]}:{key}"));
        return new(auth.Send, value, CommonHeaders(), [.. Secrets.Values, value]);
    }

    private static RestManifest Manifested(SettingReader read)
    {
        const string shipped = "shipped:";
        var text = read.Text("manifest");
        if (text.StartsWith(shipped, StringComparison.Ordinal)) text = ShippedManifests.Find(text[shipped.Length..].Trim()) ?? throw read.Wrong("manifest", $"SesamTalk ships no manifest “{text[shipped.Length..]}”");
        try
        {
            return ManifestReader.Read(text);
        }
        catch (ManifestException wrong)
        {
            throw read.Wrong("manifest", wrong.Because);
        }
    }
}
