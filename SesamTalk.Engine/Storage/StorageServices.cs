using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Storage;

/// <summary>The storage room's registrations.</summary>
public static class StorageServices
{
    /// <summary>Adds the database, the stores and what a run writes and reads by. The host binds <see cref="StorageOptions"/>.</summary>
    public static IServiceCollection AddTalkStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        services.AddSingleton<IDbContextFactory<TalkDb>, TalkDbFactory>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<DataflowStore>();
        services.AddSingleton<SystemStore>();
        services.AddSingleton<ISecretKeeper, KeptSecrets>();
        services.AddSingleton<SettingStore>();
        services.AddSingleton<SystemMemory>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<RunJournal>();
        services.AddSingleton<SyncMemory>();
        services.AddSingleton<AgreedSides>();
        services.AddSingleton<PopulationCounts>();
        services.AddSingleton<Leases>();
        services.AddSingleton<IRateLedger>(provider => new RateShares(provider.GetRequiredService<IDbContextFactory<TalkDb>>(), provider.GetRequiredService<TimeProvider>(), IsShared(provider.GetRequiredService<IOptions<StorageOptions>>().Value)));
        services.AddSingleton<DecisionStore>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<RecordStates>();
        services.AddSingleton<LinkHistory>();
        services.AddSingleton<MappingEdits>();
        services.AddSingleton<RoundFeed>();
        services.AddSingleton<RoundStore>();
        services.AddSingleton<RoundTallies>();
        services.AddSingleton<RoundCoverage>();
        services.AddSingleton<TestRecordStore>();
        return services;
    }

    // The file in a data folder has one owner, and a verb beside it hands its work over: nobody else can be asking.
    private static bool IsShared(StorageOptions storage) => storage.Provider != "Sqlite" || storage.Connection is not null;
}
