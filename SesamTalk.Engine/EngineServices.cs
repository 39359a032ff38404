using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Files;
using SesamTalk.Engine.Connectors.PowerOfficeGo;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Sql;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine;

/// <summary>The engine's front door: all its registrations in one list.</summary>
public static class EngineServices
{
    /// <summary>Adds the engine. The host adds an <see cref="ISecretProtector"/>, the storage's options and, where it likes, a clock.</summary>
    public static IServiceCollection AddSesamTalkEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        // The factory's own log lines hold whole addresses, and so values of records.
        services.AddHttpClient(HttpDoor.ClientName).ConfigurePrimaryHttpMessageHandler(provider => HttpDoor.Handler((host, ct) => IsNamedAsync(provider, host, ct))).RemoveAllLoggers();
        services.AddSingleton(provider => Identifiers.Fresh(provider.GetRequiredService<TimeProvider>()));
        services.AddPowerOfficeGo().AddRest().AddSql(IsNamedAsync).AddFiles();
        services.AddSingleton<ConnectorCatalog>();
        services.AddTalkStorage();
        services.AddTalkSync();
        services.AddTalkChecklists();
        return services;
    }

    // Whether an administrator has named a host of an inner network at which a system stands.
    private static async Task<bool> IsNamedAsync(IServiceProvider services, string host, CancellationToken ct) => InnerNetworks.Names(await services.GetRequiredService<SettingStore>().GetAsync(SettingStore.InnerAddresses, ct), host);
}
