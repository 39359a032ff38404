using Microsoft.Extensions.Options;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Operations.Chosen;

/// <summary>The registrations of what an admin may choose.</summary>
public static class ChosenServices
{
    /// <summary>Adds the choices beneath the configuration, and lets those who read these options see them as they are.</summary>
    public static IServiceCollection AddChosenSettings(this IServiceCollection services, IConfigurationManager configuration)
    {
        var chosen = new ChosenConfiguration();
        configuration.Sources.Insert(0, chosen);
        services.AddSingleton(chosen);
        services.AddSingleton<InstallationSettings>();
        services.AddOptions<SyncOptions>().Bind(configuration.GetSection(SyncOptions.Section));
        services.AddSingleton<IOptions<SyncOptions>, LiveOptions<SyncOptions>>();
        services.AddSingleton<IOptions<AuthOptions>, LiveOptions<AuthOptions>>();
        return services;
    }
}
