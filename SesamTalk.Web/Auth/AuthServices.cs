using Microsoft.AspNetCore.DataProtection;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Auth;

/// <summary>The registrations of protection.</summary>
public static class AuthServices
{
    /// <summary>The folder of keys below the data folder.</summary>
    public const string KeyFolder = "keys";

    /// <summary>Adds data protection with its keys in <see cref="KeyFolder"/>, readable by this user only.</summary>
    public static IServiceCollection AddTalkProtection(this IServiceCollection services, string dataFolder)
    {
        var keys = Path.Combine(dataFolder, KeyFolder);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(keys);
        else Directory.CreateDirectory(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName("SesamTalk").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddSingleton<ISecretProtector, SecretProtector>();
        return services;
    }
}
