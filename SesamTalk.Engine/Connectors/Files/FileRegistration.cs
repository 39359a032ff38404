using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>How the connector comes into the catalog.</summary>
internal static class FileRegistration
{
    /// <summary>Adds the connector's kind.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) =>
        services.AddSingleton(provider => new ConnectorKind(FileConnector.Key, "Folder of files", system => new FileConnector(
            FileSettings.Of(system, provider.GetRequiredService<ISecretProtector>()),
            provider.GetRequiredService<Identifiers>(),
            provider.GetRequiredService<TimeProvider>())) { Fields = _ => FileFields.All });
}
