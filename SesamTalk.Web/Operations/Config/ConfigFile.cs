using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Operations.Chosen;

namespace SesamTalk.Web.Operations.Config;

/// <summary>A system as a configuration says it: its secrets by the names of environment variables.</summary>
public sealed record ConfigSystem(ConnectedSystem System, ImmutableSortedDictionary<string, string> SecretVariables);

/// <summary>What an installation does, as one file says it: systems, dataflows with their rules and schedules, and settings. No secret, no state.</summary>
public sealed record ConfigFile(ImmutableArray<ConfigSystem> Systems, ImmutableArray<Dataflow> Dataflows, ImmutableSortedDictionary<string, string> Settings)
{
    /// <summary>The form that is written.</summary>
    public const int Form = 1;

    private const string Mark = "sesamtalk", SystemsKey = "systems", DataflowsKey = "dataflows", SettingsKey = "settings", Env = "env";

    /// <summary>The settings that a configuration may hold.</summary>
    public static readonly ImmutableArray<string> Known = [SettingStore.InnerAddresses, .. InstallationSettings.All.Select(setting => setting.Stored)];

    /// <summary>The variable that a secret is read from where nobody named another.</summary>
    public static string UsualVariable(string system, string secret) => string.Concat($"{system}_{secret}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));

    /// <summary>As YAML. The same configuration always gives the same text.</summary>
    public string Write() => ConfigYaml.Write(new JsonObject
    {
        [Mark] = Form,
        [SystemsKey] = new JsonArray([.. Systems.OrderBy(one => one.System.Id, StringComparer.Ordinal).Select(Of)]),
        [DataflowsKey] = new JsonArray([.. Dataflows.OrderBy(flow => flow.Id, StringComparer.Ordinal).Select(Of)]),
        [SettingsKey] = new JsonObject(Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
    });

    /// <summary>A YAML text understood. Throws <see cref="InvalidDataException"/> where it is none; the message says what and that nothing was done.</summary>
    public static ConfigFile Read(string text)
    {
        if (ConfigYaml.Read(text) is not JsonObject root || root[Mark] is not JsonValue mark || !mark.TryGetValue<long>(out var form)) throw Wrong($"It is no configuration of SesamTalk: it must begin with “{Mark}: {Form}”.");
        if (form != Form) throw Wrong($"It is written in form {form}; this version reads form {Form}.");
        if (root.Select(member => member.Key).Except([Mark, SystemsKey, DataflowsKey, SettingsKey]).FirstOrDefault() is { } strange) throw Wrong($"“{strange}” is not known. There are: {SystemsKey}, {DataflowsKey}, {SettingsKey}.");
        var settings = (root[SettingsKey] as JsonObject ?? []).ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value?.ToString() ?? "", StringComparer.Ordinal);
        if (settings.Keys.Except(Known).FirstOrDefault() is { } unknown) throw Wrong($"The setting “{unknown}” is not known. There are: {string.Join(", ", Known)}.");
        return new ConfigFile([.. List(root, SystemsKey).Select(SystemOf)], [.. List(root, DataflowsKey).Select(FlowOf)], settings).Checked();
    }

    private ConfigFile Checked()
    {
        if (Systems.GroupBy(one => one.System.Id).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice) throw Wrong($"The system {twice} stands in it twice.");
        if (Dataflows.GroupBy(flow => flow.Id).FirstOrDefault(group => group.Count() > 1)?.Key is { } again) throw Wrong($"The dataflow {again} stands in it twice.");
        return this;
    }

    private static JsonObject Of(ConfigSystem one) => new()
    {
        ["id"] = one.System.Id,
        ["name"] = one.System.Name,
        ["connector"] = one.System.Connector,
        ["environment"] = one.System.Environment.ToString().ToLowerInvariant(),
        [SettingsKey] = new JsonObject(one.System.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        ["secrets"] = new JsonObject(one.SecretVariables.Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)new JsonObject { [Env] = secret.Value }))),
    };

    // Its version is the installation's; the same definition is the same text in every installation.
    private static JsonNode Of(Dataflow flow)
    {
        var node = (JsonObject)JsonNode.Parse(DefinitionJson.Write(flow with { Version = 0 }))!["dataflow"]!.DeepClone();
        node.Remove("version");
        return node;
    }

    private static Dataflow FlowOf(JsonNode? node)
    {
        try
        {
            return DefinitionJson.Read(new JsonObject { ["form"] = DefinitionJson.Form, ["dataflow"] = node?.DeepClone() }.ToJsonString()) with { Version = 0 };
        }
        catch (InvalidDataException wrong)
        {
            throw Wrong($"The dataflow {(node as JsonObject)?["id"] ?? "without an id"} cannot be understood: {wrong.Message}");
        }
    }

    private static ConfigSystem SystemOf(JsonNode? node)
    {
        string Text(string name) => (node as JsonObject)?[name] is JsonValue value ? value.ToString() : throw Wrong($"A system lacks its {name}.");
        if (!Enum.TryParse<SystemEnvironment>(Text("environment"), ignoreCase: true, out var environment)) throw Wrong($"The system {Text("id")}: environment is one of demo, test, production.");
        var settings = (node![SettingsKey] as JsonObject ?? []).ToImmutableDictionary(setting => setting.Key, setting => setting.Value?.ToString() ?? "");
        var secrets = (node["secrets"] as JsonObject ?? []).ToImmutableSortedDictionary(
            secret => secret.Key, secret => (secret.Value as JsonObject)?[Env]?.ToString() is { Length: > 0 } variable ? variable : throw Wrong($"The system {Text("id")}: the secret {secret.Key} says by “{Env}: NAME” which variable holds it; it never stands in the file itself."), StringComparer.Ordinal);
        return new(new ConnectedSystem { Id = Text("id"), Name = Text("name"), Connector = Text("connector"), Environment = environment, Settings = settings }, secrets);
    }

    private static JsonArray List(JsonObject root, string name) => root[name] switch { null => [], JsonArray list => list, _ => throw Wrong($"{name} is a list.") };

    private static InvalidDataException Wrong(string what) => new($"{what} Nothing was done.");
}
