using System.Collections.Immutable;
using System.Text;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>A connection as it is being typed. What was typed into a field that is no longer asked for is kept until it is saved, and then left out.</summary>
public sealed class ConnectionDraft
{
    /// <summary>What people call the system.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public SystemEnvironment Environment { get; set; } = SystemEnvironment.Production;

    /// <summary>The settings so far.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Secrets typed now, by name; never filled from what is stored.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>The secrets that were really given.</summary>
    public IReadOnlyDictionary<string, string> Given => Secrets.Where(secret => !string.IsNullOrWhiteSpace(secret.Value)).ToDictionary(secret => secret.Key, secret => secret.Value.Trim());

    /// <summary>The names of secrets that are stored.</summary>
    public IReadOnlySet<string> Stored { get; private init; } = new HashSet<string>();

    /// <summary>The id of a field's control.</summary>
    public static string IdOf(SettingField field) => "setting-" + field.Name;

    /// <summary>The draft of a connection; a choice that was never made shows its usual value.</summary>
    public static ConnectionDraft Of(ConnectedSystem system, ConnectorKinds kinds)
    {
        var settings = system.Settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (var choice in kinds.Fields(system.Connector, settings).Where(field => field is { Kind: SettingKind.Choice, Usual.Length: > 0 })) settings.TryAdd(choice.Name, choice.Usual);
        return new() { Name = system.Name, Environment = system.Environment, Settings = settings, Stored = system.ProtectedSecrets.Keys.ToHashSet() };
    }

    /// <summary>Whether something was typed that is not stored.</summary>
    public bool IsChanged(ConnectedSystem system) =>
        Name != system.Name || Environment != system.Environment || Given.Count > 0 || Settings.Any(setting => setting.Value != system.Settings.GetValueOrDefault(setting.Key, setting.Value));

    /// <summary>The connection that the draft means; a new one gets the id that is wanted while it is free, else one made of its name.</summary>
    public ConnectedSystem On(ConnectedSystem system, IReadOnlyList<ConnectedSystem> all, string? wantedId) => system with
    {
        Id = system.Id.Length > 0 ? system.Id : wantedId is { Length: > 0 } && all.All(other => other.Id != wantedId) ? wantedId : FreeId(Name, all),
        Name = Name.Trim(),
        Environment = Environment,
        Settings = Settings.Where(setting => !string.IsNullOrWhiteSpace(setting.Value)).ToImmutableDictionary(setting => setting.Key, setting => setting.Value.Trim()),
    };

    private static string FreeId(string name, IReadOnlyList<ConnectedSystem> all)
    {
        var plain = name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Replace('ø', 'o').Replace("æ", "ae", StringComparison.Ordinal);
        var slug = string.Join('-', new string([.. plain.Where(c => c <= 127).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // "new" is the address of the page that makes one.
        var taken = all.Select(system => system.Id).Append("new").ToHashSet();
        if (slug.Length == 0) slug = "system";
        return taken.Contains(slug) ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{slug}-{number}").First(id => !taken.Contains(id)) : slug;
    }
}
