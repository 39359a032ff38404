using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Operations.Config;

/// <summary>One difference between a configuration and the installation.</summary>
/// <param name="What">What it is about: <c>system/ID</c>, <c>dataflow/ID</c>, <c>setting/NAME</c>.</param>
/// <param name="Kind"><c>added</c>, <c>changed</c>, or <c>not in the file</c>, which is left as it is.</param>
/// <param name="Lines">What changes, one line each.</param>
/// <param name="Effect">What it brings about; empty for nothing but the change itself.</param>
public sealed record ConfigChange(string What, string Kind, IReadOnlyList<string> Lines, string Effect)
{
    public const string Added = "added", Changed = "changed", NotInFile = "not in the file";

    /// <summary>Whether it changes what a dataflow's pairs say, so that its next run may write other things.</summary>
    [JsonIgnore]
    public bool ChangesRules { get; init; }

    /// <summary>What the next run would do; null where that was not asked, or nothing of the rules changes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForecastRun? Forecast { get; init; }

    /// <summary>How a dataflow is named in a change.</summary>
    public static string About(Dataflow flow) => $"dataflow/{flow.Id}";
}

/// <summary>Reads an installation as a configuration, compares it with one, and makes it so.</summary>
public sealed class ConfigStore(SystemStore systems, DataflowStore dataflows, SettingStore settings, PopulationCounts counts, ConnectorCatalog catalog, ISecretProtector protector)
{
    private const string Variables = "config.env.";
    private const int MostLines = 60, LongestValue = 80;

    /// <summary>The installation as it is.</summary>
    public async Task<ConfigFile> NowAsync(CancellationToken ct)
    {
        var named = await settings.StartingAsync(Variables, ct);
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var key in ConfigFile.Known)
            if (await settings.GetAsync(key, ct) is { } value) kept[key] = value;
        return new(
            [.. (await systems.AllAsync(ct)).Select(system => new ConfigSystem(system, system.ProtectedSecrets.Keys.ToImmutableSortedDictionary(secret => secret, secret => named.GetValueOrDefault(KeyOf(system.Id, secret)) ?? ConfigFile.UsualVariable(system.Id, secret), StringComparer.Ordinal)))],
            [.. await dataflows.AllAsync(ct)], kept.ToImmutable());
    }

    /// <summary>What applying a configuration would change, with its effect. <paramref name="secrets"/> holds the values of the variables that are set.</summary>
    public async Task<IReadOnlyList<ConfigChange>> CompareAsync(ConfigFile wanted, IReadOnlyDictionary<string, string> secrets, CancellationToken ct)
    {
        var now = await NowAsync(ct);
        List<ConfigChange> changes = [];
        foreach (var system in wanted.Systems) Add(changes, Compare(system, now.Systems.FirstOrDefault(one => one.System.Id == system.System.Id), secrets));
        var known = wanted.Systems.Concat(now.Systems).Select(system => system.System.Id).ToHashSet();
        foreach (var flow in wanted.Dataflows) Add(changes, await CompareAsync(flow, known, now.Dataflows.FirstOrDefault(one => one.Id == flow.Id), ct));
        foreach (var (key, value) in wanted.Settings)
            if (now.Settings.GetValueOrDefault(key) is var before && before != value) changes.Add(new($"setting/{key}", before is null ? ConfigChange.Added : ConfigChange.Changed, [$"{before ?? "–"} → {value}"], ""));
        changes.AddRange(now.Systems.Select(one => one.System.Id).Except(wanted.Systems.Select(one => one.System.Id)).Select(id => new ConfigChange($"system/{id}", ConfigChange.NotInFile, [], "It is left as it is.")));
        changes.AddRange(now.Dataflows.Select(flow => flow.Id).Except(wanted.Dataflows.Select(flow => flow.Id)).Select(id => new ConfigChange($"dataflow/{id}", ConfigChange.NotInFile, [], "It is left as it is.")));
        return changes;
    }

    /// <summary>What keeps a configuration from being applied; empty where nothing does. Asked of everything before anything is changed.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(ConfigFile wanted, IReadOnlyDictionary<string, string> secrets, CancellationToken ct)
    {
        var stored = (await systems.AllAsync(ct)).ToDictionary(system => system.Id);
        List<string> problems = [];
        foreach (var system in wanted.Systems)
        {
            var before = stored.GetValueOrDefault(system.System.Id);
            var missing = system.SecretVariables.Where(secret => !secrets.ContainsKey(secret.Value) && before?.ProtectedSecrets.ContainsKey(secret.Key) != true).ToList();
            problems.AddRange(missing.Select(secret => $"The system {system.System.Id}: the variable {secret.Value} for {secret.Key} is not set."));
            if (missing.Count > 0) continue;
            var made = Made(system, before, secrets);
            if (await systems.WhyKeptAsync(made, ct) is { } kept) problems.Add(kept);
            problems.AddRange(await OpensAsync(made));
        }

        return problems;
    }

    /// <summary>Makes the installation so: systems first, then dataflows, each as a new version under the person's name. What is the same is not touched.</summary>
    public async Task ApplyAsync(ConfigFile wanted, IReadOnlyDictionary<string, string> secrets, string who, CancellationToken ct)
    {
        var now = await NowAsync(ct);
        foreach (var system in wanted.Systems)
        {
            var before = now.Systems.FirstOrDefault(one => one.System.Id == system.System.Id);
            if (Compare(system, before, secrets) is not null) await systems.SaveAsync(Made(system, before?.System, secrets), who, ct);
            foreach (var (secret, variable) in system.SecretVariables) await settings.SetAsync(KeyOf(system.System.Id, secret), variable == ConfigFile.UsualVariable(system.System.Id, secret) ? null : variable, ct);
        }

        foreach (var flow in wanted.Dataflows)
        {
            var before = now.Dataflows.FirstOrDefault(one => one.Id == flow.Id);
            if (before is null || !IsSame(flow, before)) await dataflows.SaveAsync(flow with { Version = before?.Version ?? 0 }, who, "Applied from a configuration", ct);
        }

        foreach (var (key, value) in wanted.Settings)
            if (now.Settings.GetValueOrDefault(key) != value) await settings.ChooseAsync(key, value, who, ct);
    }

    private async Task<ConfigChange?> CompareAsync(Dataflow wanted, HashSet<string> known, Dataflow? now, CancellationToken ct)
    {
        var about = ConfigChange.About(wanted);
        if (now is null) return new(about, ConfigChange.Added, [$"{wanted.Title}: {wanted.Pairs.Length} pairs"], (wanted.Schedule is null ? "It runs when somebody asks." : "It runs by its schedule from then on.") + $" Its first run reads both systems whole: look at it with sync {wanted.Id} --dry-run." + Unconnected(wanted, known));
        if (IsSame(wanted, now)) return null;
        List<string> lines = [];
        Differences("", Node(now), Node(wanted), lines);
        var moved = wanted.Pairs.Where(pair => now.Pairs.FirstOrDefault(one => one.Id == pair.Id) is not { } same || DefinitionOf(wanted, pair) != DefinitionOf(now, same)).Select(pair => pair.Id).ToHashSet();
        var linked = (await counts.OfAsync(wanted.Id, ct)).Pairs.Where(pair => moved.Contains(pair.Key)).Sum(pair => pair.Value.Total);
        var effect = $"It becomes version {now.Version + 1}; plans of earlier versions expire." + (linked > 0 ? $" {linked} records of {moved.Count} changed pairs are looked at by the next run." : "") + (Equals(wanted.Schedule, now.Schedule) ? "" : " Its schedule changes within seconds.") + Unconnected(wanted, known);
        return new(about, ConfigChange.Changed, lines.Count > MostLines ? [.. lines.Take(MostLines), $"… and {lines.Count - MostLines} more"] : lines, effect) { ChangesRules = moved.Count > 0 };
    }

    private static string Unconnected(Dataflow wanted, HashSet<string> known) =>
        string.Concat(new[] { wanted.A.SystemId, wanted.B.SystemId }.OfType<string>().Where(id => !known.Contains(id)).Select(id => $" There is no system {id} yet; it does not run until there is."));

    private ConfigChange? Compare(ConfigSystem wanted, ConfigSystem? now, IReadOnlyDictionary<string, string> secrets)
    {
        var about = $"system/{wanted.System.Id}";
        if (now is null) return new(about, ConfigChange.Added, [$"{wanted.System.Name}, {wanted.System.Connector}"], "");
        List<string> lines = [];
        void Line(string name, string? before, string? after)
        {
            if (before != after) lines.Add($"{name}: {Short(before)} → {Short(after)}");
        }

        Line("name", now.System.Name, wanted.System.Name);
        Line("connector", now.System.Connector, wanted.System.Connector);
        Line("environment", now.System.Environment.ToString(), wanted.System.Environment.ToString());
        foreach (var key in now.System.Settings.Keys.Union(wanted.System.Settings.Keys).Order(StringComparer.Ordinal)) Line(key, now.System.Settings.GetValueOrDefault(key), wanted.System.Settings.GetValueOrDefault(key));
        lines.AddRange(wanted.SecretVariables.Where(secret => secrets.TryGetValue(secret.Value, out var value) && Revealed(now.System, secret.Key) != value).Select(secret => $"{secret.Key}: another secret"));
        lines.AddRange(now.SecretVariables.Keys.Except(wanted.SecretVariables.Keys).Select(secret => $"{secret}: removed"));
        return lines.Count == 0 ? null : new(about, ConfigChange.Changed, lines, "");
    }

    private ConnectedSystem Made(ConfigSystem wanted, ConnectedSystem? before, IReadOnlyDictionary<string, string> secrets) => wanted.System with
    {
        ProtectedSecrets = wanted.SecretVariables.ToImmutableDictionary(
            secret => secret.Key,
            secret => secrets.TryGetValue(secret.Value, out var value) && (before is null || Revealed(before, secret.Key) != value) ? protector.Protect(value) : before!.ProtectedSecrets[secret.Key]),
    };

    private string? Revealed(ConnectedSystem system, string secret)
    {
        try
        {
            return system.ProtectedSecrets.GetValueOrDefault(secret) is { } kept ? protector.Reveal(kept) : null;
        }
        catch (SettingsException)
        {
            return null; // protected by keys that are not here: any other is another
        }
    }

    private async Task<IReadOnlyList<string>> OpensAsync(ConnectedSystem system)
    {
        try
        {
            await using var opens = catalog.Open(system);
            return [];
        }
        catch (SettingsException wrong)
        {
            return [$"The system {system.Id}: {wrong.Message}"];
        }
    }

    private static void Differences(string path, JsonNode? before, JsonNode? after, List<string> lines)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject one && after is JsonObject other)
        {
            foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key))) Differences(path.Length == 0 ? name : $"{path}.{name}", one[name], other[name], lines);
        }
        else if (before is JsonArray list && after is JsonArray now)
        {
            for (var at = 0; at < Math.Max(list.Count, now.Count); at++) Differences($"{path}[{Named(at < now.Count ? now[at] : list[at], at)}]", at < list.Count ? list[at] : null, at < now.Count ? now[at] : null, lines);
        }
        else
        {
            lines.Add($"{path}: {Short(before?.ToJsonString())} → {Short(after?.ToJsonString())}");
        }
    }

    private static string Named(JsonNode? item, int at) => item is JsonObject named && named["id"] is { } id ? id.ToString() : at.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Short(string? text) => text is null ? "–" : text.Length <= LongestValue ? text : text[..LongestValue] + "…";

    private static bool IsSame(Dataflow one, Dataflow other) => DefinitionJson.Write(one with { Version = 0 }) == DefinitionJson.Write(other with { Version = 0 });

    private static JsonNode Node(Dataflow flow) => JsonNode.Parse(DefinitionJson.Write(flow with { Version = 0 }))!["dataflow"]!;

    private static string DefinitionOf(Dataflow flow, Pair pair) => DefinitionJson.Write(flow with { Version = 0, Pairs = [pair], Schedule = null, Documents = [] });

    private static string KeyOf(string system, string secret) => $"{Variables}{system}.{secret}";

    private static void Add(List<ConfigChange> changes, ConfigChange? change)
    {
        if (change is not null) changes.Add(change);
    }
}
