using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>The room's registrations.</summary>
public static class VerifyServices
{
    /// <summary>Adds the machine that proves checklist lines, and what makes rounds.</summary>
    public static IServiceCollection AddTalkChecklists(this IServiceCollection services)
    {
        services.AddSingleton<ProofOpening>();
        services.AddSingleton(provider => new Verifier(
            provider.GetRequiredService<ProofOpening>(), provider.GetRequiredService<TestRecordStore>(), provider.GetRequiredService<RunJournal>(), provider.GetRequiredService<Identifiers>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LiveLook(provider.GetRequiredService<ProofOpening>(), provider.GetRequiredService<SyncMemory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RoundVerbs>();
        return services;
    }
}
