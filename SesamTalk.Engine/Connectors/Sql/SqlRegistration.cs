using Microsoft.Extensions.DependencyInjection;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>How the connector comes into the catalog.</summary>
internal static class SqlRegistration
{
    /// <summary>Adds the connector's kind.</summary>
    public static IServiceCollection AddSql(this IServiceCollection services, Func<IServiceProvider, string, CancellationToken, Task<bool>> isNamed) =>
        services.AddSingleton(provider => new ConnectorKind(SqlConnector.Key, "SQL database", system => new SqlConnector(
            SqlSettings.Of(system, provider.GetRequiredService<ISecretProtector>(), (host, ct) => isNamed(provider, host, ct)),
            provider.GetRequiredService<TimeProvider>())) { Fields = _ => SqlFields.All });
}
