using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>The kinds of connector in the reader's words: their names, and what each of their settings is called.</summary>
public sealed class ConnectorKinds(ConnectorCatalog catalog, IStringLocalizer<SystemTexts> t)
{
    /// <summary>All kinds by name.</summary>
    public IReadOnlyList<ConnectorKind> All => [.. catalog.Kinds.OrderBy(kind => kind.Name, StringComparer.CurrentCulture)];

    /// <summary>What a kind is called; its key where there is no such kind (any more).</summary>
    public string Name(string key) => Or("Kind-" + key, catalog.Find(key)?.Name ?? key);

    /// <summary>What a kind is for, and what to ask its vendor for; empty where nothing is said.</summary>
    public string Hint(string key) => Or("KindHint-" + key, "");

    /// <summary>The fields of a kind, for the settings so far.</summary>
    public ImmutableArray<SettingField> Fields(string key, IReadOnlyDictionary<string, string> settings) => catalog.Find(key)?.Fields(settings) ?? [];

    /// <summary>What a setting is called: its own words, or the name that a manifest gave it.</summary>
    public string Label(SettingField field) => field.Label.Length > 0 ? field.Label : Or("Setting-" + field.Name, field.Name);

    /// <summary>What a setting means and may be.</summary>
    public string FieldHint(SettingField field) => field.Kind == SettingKind.Number
        ? $"{Or("SettingHint-" + field.Name, "")} {t["NumberHint", Number(field.Least), Number(field.Most), field.Usual]}".Trim()
        : Or("SettingHint-" + field.Name, "");

    /// <summary>A choice in words.</summary>
    public string Choice(SettingField field, string value) => Or($"Choice-{field.Name}-{value}", value.StartsWith("shipped:", StringComparison.Ordinal) ? t["Shipped", value["shipped:".Length..]] : value);

    /// <summary>The requests a second that a system is asked at most; null where its kind has no such limit.</summary>
    public string? RequestsPerSecond(ConnectedSystem system) =>
        Fields(system.Connector, system.Settings).FirstOrDefault(field => field.Name == "requestsPerSecond") is not { } field ? null
        : system.Settings.GetValueOrDefault(field.Name) is { Length: > 0 } own ? own : field.Usual;

    private static string Number(double number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Or(string key, string otherwise) => t[key] is { ResourceNotFound: false } found ? found.Value : otherwise;
}
