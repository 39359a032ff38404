using Microsoft.Extensions.DependencyInjection;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>How the connector comes into the catalog.</summary>
internal static class SqlRegistration
{
    /// <summary>Adds the connector's kind.</summary>
    public static IServiceCollection AddSql(this IServiceCollection services) =>
        services.AddSingleton(provider => new ConnectorKind(SqlConnector.Key, "SQL database", system => new SqlConnector(
            SqlSettings.Of(system, provider.GetRequiredService<ISecretProtector>()),
            provider.GetRequiredService<TimeProvider>())) { Fields = _ => SqlFields.All });
}
