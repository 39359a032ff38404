using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>How the connector comes into the catalog.</summary>
internal static class PowerOfficeGoRegistration
{
    /// <summary>Adds the connector's kind, and what all its connections in this process share.</summary>
    public static IServiceCollection AddPowerOfficeGo(this IServiceCollection services)
    {
        services.TryAddSingleton<RateBudgets>();
        services.AddSingleton<GoTokens>();
        services.AddSingleton(provider => new ConnectorKind(PowerOfficeGoConnector.Key, "PowerOffice Go", system => new PowerOfficeGoConnector(
            PowerOfficeGoSettings.Of(system, provider.GetRequiredService<ISecretProtector>()),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<RateBudgets>(),
            provider.GetRequiredService<GoTokens>(),
            provider.GetRequiredService<TimeProvider>())) { Fields = _ => GoFields.All });
        return services;
    }
}
