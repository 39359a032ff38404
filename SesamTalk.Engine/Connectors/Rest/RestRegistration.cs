using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>How the connector comes into the catalog.</summary>
internal static class RestRegistration
{
    /// <summary>Adds the connector's kind.</summary>
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.TryAddSingleton<RateBudgets>();
        services.AddSingleton<RestTokens>();
        services.AddSingleton(provider => new ConnectorKind(RestConnector.Key, "REST by manifest", system => new RestConnector(
            RestSettings.Of(system, provider.GetRequiredService<ISecretProtector>()),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<RateBudgets>(),
            provider.GetRequiredService<RestTokens>(),
            provider.GetService<ISecretKeeper>(),
            provider.GetRequiredService<TimeProvider>())) { Fields = RestFields.Of });
        return services;
    }
}
