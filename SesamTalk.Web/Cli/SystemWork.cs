using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>What verbs do with connected systems.</summary>
internal static partial class SystemWork
{
    private const string Hidden = "(kept, not shown)";

    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, SystemRequest request, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<SystemStore>();
        var all = await store.AllAsync(cancellationToken);
        if (request.What == "list") return new(ExitCode.Done, all.Count == 0 ? "There are no systems yet." : string.Join(Environment.NewLine, all.Select(Line)), VerbJson.Of(new { Systems = all.Select(Json) }));
        if (all.FirstOrDefault(system => system.Id == request.Id) is not { } one) return Unknown(request.Id, all);
        return request.What switch
        {
            "show" => new(ExitCode.Done, Shown(one), VerbJson.Of(Json(one))),
            "test" => await TestAsync(services, one, cancellationToken),
            "confirm" => await ConfirmAsync(services, one, request.Who, cancellationToken),
            "remove" => await RemoveAsync(services, one, request.Who, cancellationToken),
            _ => VerbAnswer.BadInput($"The server does not know the work 'system {request.What}'. Is it of another version?"),
        };
    }

    public static async Task<VerbAnswer> AddAsync(IServiceProvider services, AddSystemRequest request, CancellationToken cancellationToken)
    {
        if (!Id().IsMatch(request.Id)) return VerbAnswer.BadInput($"{request.Id}: an id is small letters, digits and hyphens, 80 at most. Nothing was done.");
        var store = services.GetRequiredService<SystemStore>();
        var protector = services.GetRequiredService<ISecretProtector>();
        var before = await store.FindAsync(request.Id, cancellationToken);
        if (before is not null && !request.Replace) return VerbAnswer.BadInput($"There is a system {request.Id} already. Give --replace to change it. Nothing was done.");
        if (before is null && request.Connector is null) return VerbAnswer.BadInput($"Say which connector reaches it: --manifest FILE for a REST system, or --connector with one of {string.Join(", ", services.GetRequiredService<ConnectorCatalog>().Kinds.Select(kind => kind.Key).Order())}. Nothing was done.");
        var system = new ConnectedSystem
        {
            Id = request.Id,
            Name = request.Name ?? before?.Name ?? request.Id,
            Connector = request.Connector ?? before!.Connector,
            Environment = request.Environment ?? before?.Environment ?? SystemEnvironment.Production,
            Settings = (before?.Settings ?? ImmutableDictionary<string, string>.Empty).SetItems(request.Settings),
            ProtectedSecrets = (before?.ProtectedSecrets ?? ImmutableDictionary<string, string>.Empty).SetItems(request.Secrets.Select(secret => KeyValuePair.Create(secret.Key, protector.Protect(secret.Value)))),
        };
        if (await store.WhyKeptAsync(system, cancellationToken) is { } kept) return VerbAnswer.BadInput($"{kept} Nothing was done.");
        try
        {
            await using var connector = services.GetRequiredService<ConnectorCatalog>().Open(system);
        }
        catch (SettingsException wrong)
        {
            return VerbAnswer.BadInput($"{wrong.Message} Nothing was done.");
        }

        await store.SaveAsync(system, request.Who, cancellationToken);
        return new(ExitCode.Done, $"{(before is null ? "Added" : "Changed")} {Line(system)}. Try it with: system test {system.Id}", VerbJson.Of(Json(system)));
    }

    public static async Task<VerbAnswer> ConnectAsync(IServiceProvider services, ConnectRequest request, CancellationToken cancellationToken)
    {
        var all = await services.GetRequiredService<SystemStore>().AllAsync(cancellationToken);
        foreach (var id in new[] { request.A, request.B })
            if (all.All(system => system.Id != id)) return Unknown(id, all);
        var dataflows = services.GetRequiredService<DataflowStore>();
        if (await dataflows.FindAsync(request.DataflowId, cancellationToken) is not { } flow) return VerbAnswer.BadInput($"There is no dataflow '{request.DataflowId}'. Nothing was done.");
        var connected = flow with { A = flow.A with { SystemId = request.A }, B = flow.B with { SystemId = request.B } };
        if (connected == flow) return new(ExitCode.Done, $"{flow.Id} joins {request.A} and {request.B} already.");
        await dataflows.SaveAsync(connected, request.Who, $"Connected to {request.A} and {request.B}", cancellationToken);
        return new(ExitCode.Done, $"{flow.Id}: {flow.A.Name} is {request.A}, {flow.B.Name} is {request.B}.");
    }

    private static async Task<VerbAnswer> TestAsync(IServiceProvider services, ConnectedSystem system, CancellationToken cancellationToken)
    {
        try
        {
            await using var connector = services.GetRequiredService<ConnectorCatalog>().Open(system);
            return CheckText.Answer(system.Id, await connector.CheckAsync(cancellationToken));
        }
        catch (SettingsException wrong)
        {
            return VerbAnswer.BadInput(wrong.Message);
        }
    }

    private static async Task<VerbAnswer> ConfirmAsync(IServiceProvider services, ConnectedSystem system, string who, CancellationToken cancellationToken)
    {
        var (now, sentence) = await services.GetRequiredService<SystemVerbs>().ConfirmAsync(system, who, cancellationToken);
        if (!sentence.IsEmpty) return VerbAnswer.BadInput($"{sentence} Nothing was done.");
        return new(ExitCode.Done, now.Id.Length == 0 ? $"{system.Id} does not tell whose data it holds. Nothing was done." : $"{system.Id} is {now.Name} from now on.");
    }

    private static async Task<VerbAnswer> RemoveAsync(IServiceProvider services, ConnectedSystem system, string who, CancellationToken cancellationToken)
    {
        var used = (await services.GetRequiredService<DataflowStore>().AllAsync(cancellationToken)).Where(flow => flow.A.SystemId == system.Id || flow.B.SystemId == system.Id).Select(flow => flow.Id).ToList();
        if (used.Count > 0) return VerbAnswer.BadInput($"{system.Id} stands in {string.Join(", ", used)}. Connect another system there first. Nothing was done.");
        await services.GetRequiredService<SystemStore>().RemoveAsync(system.Id, who, cancellationToken);
        return new(ExitCode.Done, $"Removed {system.Id} with its secrets.");
    }

    private static VerbAnswer Unknown(string id, IReadOnlyList<ConnectedSystem> all) =>
        VerbAnswer.BadInput($"There is no system '{id}'. {(all.Count == 0 ? "There is none yet: system add." : $"There are: {string.Join(", ", all.Select(system => system.Id))}.")} Nothing was done.");

    private static string Line(ConnectedSystem system) => $"{system.Id}: {system.Name}, {system.Connector}, {system.Environment.ToString().ToLowerInvariant()}";

    private static string Shown(ConnectedSystem system) => string.Join(Environment.NewLine, new[] { Line(system) }
        .Concat(Settings(system).Select(setting => $"  {setting.Key} = {setting.Value}"))
        .Concat(system.ProtectedSecrets.Keys.Order(StringComparer.Ordinal).Select(name => $"  {name} = {Hidden}")));

    private static IEnumerable<KeyValuePair<string, string>> Settings(ConnectedSystem system) => system.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .Select(setting => setting.Key == "manifest" && setting.Value.Contains('\n') ? KeyValuePair.Create(setting.Key, $"({setting.Value.Split('\n').Length} lines)") : setting);

    private static object Json(ConnectedSystem system) => new { system.Id, system.Name, system.Connector, system.Environment, system.Settings, Secrets = system.ProtectedSecrets.Keys.Order(StringComparer.Ordinal) };

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$")]
    private static partial Regex Id();
}
