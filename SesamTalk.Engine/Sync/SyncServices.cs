using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The room's registrations.</summary>
public static class SyncServices
{
    /// <summary>Adds the runner and its parts.</summary>
    public static IServiceCollection AddTalkSync(this IServiceCollection services)
    {
        services.AddOptions<SyncOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DecisionVerbs>();
        services.AddSingleton<FirstSyncVerbs>();
        services.AddSingleton<PlanVerbs>();
        services.AddSingleton<RecordVerbs>();
        services.AddSingleton<RawLooks>();
        services.AddSingleton<RecordSearch>();
        services.AddSingleton<MappingSamples>();
        services.AddSingleton(provider => new MappingPreviews(provider.GetRequiredService<PlannedLook>(), provider.GetRequiredService<SyncMemory>()));
        services.AddSingleton<ReadinessLook>();
        services.AddSingleton<SystemVerbs>();
        services.AddSingleton<SignInVerbs>();
        services.AddSingleton<WebhookVerbs>();
        services.AddSingleton<RestoreMark>();
        services.AddSingleton<PlanKeeping>();
        services.AddSingleton<PlannedLook>();
        services.AddSingleton(provider => new Previews(provider.GetRequiredService<PlannedLook>()));
        services.AddSingleton(provider => new LinkLooks(provider.GetRequiredService<PlannedLook>(), provider.GetRequiredService<DecisionStore>()));
        services.AddSingleton<OwnValues>();
        services.AddSingleton<PersonVerbs>();
        services.AddSingleton(provider => new DriftAudit(provider.GetRequiredService<PlannedLook>()));
        services.AddSingleton(SafetyPieces.All);
        services.AddSingleton<SameTenant>();
        services.AddSingleton<RunOpening>();
        services.AddSingleton<FullReads>();
        services.AddSingleton<RestingRecords>();
        services.AddSingleton<Newcomers>();
        services.AddSingleton<Executor>();
        services.AddSingleton<RunParts>();
        services.AddSingleton<RunPlanning>();
        services.AddSingleton(provider => new SyncRunner(
            provider.GetRequiredService<RunOpening>(), provider.GetRequiredService<RunParts>(), provider.GetRequiredService<RunPlanning>(), provider.GetRequiredService<PlanKeeping>(), provider.GetRequiredService<ILogger<SyncRunner>>()));
        return services;
    }
}
