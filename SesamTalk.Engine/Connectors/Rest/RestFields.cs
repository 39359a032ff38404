using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>What a connection by manifest asks for: the manifest, then what the manifest itself names.</summary>
internal static class RestFields
{
    private static readonly SettingField Manifest = new("manifest", SettingKind.LongText) { IsRequired = true, Choices = [.. ShippedManifests.Names.Order(StringComparer.Ordinal).Select(name => "shipped:" + name)] };

    /// <summary>The fields for the settings given so far; the manifest alone while there is none that can be read.</summary>
    public static ImmutableArray<SettingField> Of(IReadOnlyDictionary<string, string> settings)
    {
        if (Read(settings.GetValueOrDefault("manifest", "")) is not { } manifest) return [Manifest];
        var tokenPlaces = manifest.Auth.Token?.Url.Names ?? [];
        var places = manifest.BaseUrl.Names.Concat(tokenPlaces).Where(name => name != "baseAddress" && !name.Contains('.')).Distinct().Select(name => new SettingField(name, SettingKind.Text) { IsRequired = true });
        var parameters = manifest.Parameters.Select(parameter => new SettingField(parameter.Name, SettingKind.Text) { IsRequired = true, Usual = parameter.Default ?? "", Label = parameter.Label });
        var hook = manifest.Webhooks?.Proof.Secret is { Length: > 0 } proof ? new[] { SettingField.Secret(proof) with { IsRequired = false } } : [];
        return
        [
            Manifest,
            new("baseAddress", SettingKind.Address) { IsRequired = manifest.BaseUrl.Names.Contains("baseAddress") },
            .. places,
            .. manifest.Auth.Token is null ? [] : new[] { new SettingField("tokenUrl", SettingKind.Address) },
            .. parameters,
            .. manifest.Secrets.Select(name => SettingField.Secret(name) with { IsRequired = manifest.Auth.Token is not { SignInUrl: not null } token || token.Refresh != name }),
            .. hook.Where(secret => !manifest.Secrets.Contains(secret.Name)),
            SettingField.Number("requestsPerSecond", manifest.Rate.PerSecond, 0, 10_000),
            SettingField.Number("timeoutSeconds", 60, 1, 600),
            SettingField.Number("patienceSeconds", 30, 0, 600),
        ];
    }

    private static RestManifest? Read(string text)
    {
        const string shipped = "shipped:";
        try
        {
            return (text.StartsWith(shipped, StringComparison.Ordinal) ? ShippedManifests.Find(text[shipped.Length..].Trim()) : text) is { Length: > 0 } yaml ? ManifestReader.Read(yaml) : null;
        }
        catch (ManifestException)
        {
            return null;
        }
    }
}
