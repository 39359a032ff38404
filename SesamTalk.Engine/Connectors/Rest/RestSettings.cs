using System.Text;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A system that a manifest describes, with its own address and secrets.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="BaseAddress">The root of all paths, filled in.</param>
/// <param name="SignIn">How every request is signed.</param>
/// <param name="RequestsPerSecond">Requests a second; 0 is without limit.</param>
/// <param name="Timeout">How long one answer may take.</param>
/// <param name="Patience">How long a read is tried again while the system is busy.</param>
internal sealed record RestSettings(RestManifest Manifest, Uri BaseAddress, RestSignIn SignIn, double RequestsPerSecond, TimeSpan Timeout, TimeSpan Patience)
{
    /// <summary>
    /// The settings of a system: <c>manifest</c> is YAML, or <c>shipped:NAME</c> for one that comes with SesamTalk. Throws
    /// <see cref="SettingsException"/>, which names the setting or the manifest's line.
    /// </summary>
    public static RestSettings Of(ConnectedSystem system, ISecretProtector secrets)
    {
        var read = new SettingReader(system, secrets);
        var manifest = Manifested(read);
        var address = manifest.BaseUrl.Fill(name => read.Text(name, "") is { Length: > 0 } text ? text.TrimEnd('/') : null, escape: false)
            ?? throw read.Wrong(manifest.BaseUrl.Names.FirstOrDefault(name => read.Text(name, "").Length == 0) ?? "baseAddress", "it is empty, and the manifest's address needs it");
        return new(
            manifest,
            read.Address("baseAddress", address),
            SignedIn(manifest.Auth, read),
            read.Number("requestsPerSecond", manifest.RequestsPerSecond, 0, 10_000),
            TimeSpan.FromSeconds(read.Number("timeoutSeconds", 60, 1, 600)),
            TimeSpan.FromSeconds(read.Number("patienceSeconds", 30, 0, 600)));
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
            throw read.Wrong("manifest", wrong.Message.TrimEnd('.'));
        }
    }

    private static RestSignIn SignedIn(RestAuth auth, SettingReader read) => auth.Kind switch
    {
        RestAuthKind.None => new(null, "", []),
        RestAuthKind.ApiKey or RestAuthKind.Bearer => Key(auth, read.Secret(auth.Secret)),
        RestAuthKind.Basic => Basic(auth, read.Secret(auth.UserSecret), read.Secret(auth.Secret)),
    };

    private static RestSignIn Key(RestAuth auth, string key) => new(auth.Header, auth.Prefix + key, [key]);

    private static RestSignIn Basic(RestAuth auth, string user, string password)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return new(auth.Header, auth.Prefix + pair, [password, pair]);
    }
}
