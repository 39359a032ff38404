using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Operations;
using SesamTalk.Web.Operations.Chosen;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web;

/// <summary>What the site and the verbs have in common: the engine on its data folder.</summary>
internal static class TalkCore
{
    /// <summary>Registers the engine, its storage in the folder and the protection of secrets, and keeps the libraries' logs to warnings.</summary>
    public static StorageOptions AddTalkCore(this IHostApplicationBuilder builder, string dataFolder)
    {
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        storage.DataFolder = dataFolder;
        builder.Services.AddSesamTalkEngine();
        builder.Services.TryAddSingleton<RunDataflow>(services => services.GetRequiredService<SyncRunner>().RunAsync);
        builder.Services.AddOptions<StorageOptions>().Bind(builder.Configuration.GetSection(StorageOptions.Section)).Configure(options => options.DataFolder = dataFolder);
        builder.Services.AddTalkProtection(dataFolder, storage.Provider == "Postgres");
        builder.Services.AddTalkAccounts(builder.Configuration);
        builder.Services.AddTalkBackups(builder.Configuration);
        builder.Services.AddChosenSettings(builder.Configuration);
        builder.Services.TryAddSingleton(new StorySize());
        builder.Services.AddSingleton<DemoSystems>();
        builder.Services.AddSingleton<DemoInstallation>();
        builder.Services.AddSingleton<KeepsSystem>(services => (before, after, cancellation) => services.GetRequiredService<DemoInstallation>().WhyKeptAsync(before, after, cancellation));
        builder.Services.AddSingleton<DemoRound>();
        foreach (var library in new[] { "Microsoft", "System", "Quartz" }) builder.Logging.AddFilter(library, LogLevel.Warning);
        // What is no request never comes to the site's own code: the server itself says so, without what it brought.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Debug);
        // Data protection warns that its keys are not encrypted themselves; they stand in a folder that only this user reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return storage;
    }

    /// <summary>Reads who may sign in. Gives the address of the first set-up where nobody can yet; in a demo that lets everybody in nothing is read.</summary>
    public static async Task<string?> PrepareAccountsAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<OpenHouse>().IsOpen ? null : await services.GetRequiredService<Accounts>().OpenSetUpAsync(cancellationToken);

    /// <summary>Brings the database to this version, and makes an installation that was never set up a demo where that is allowed; null leaves it open, for a later start to decide.</summary>
    public static async Task PrepareAsync(this IServiceProvider services, bool? mayBeDemo, CancellationToken cancellationToken)
    {
        await TalkMigrations.MigrateAsync(services, cancellationToken);
        await services.GetRequiredService<InstallationSettings>().RefreshAsync(cancellationToken);
        // Who owns the data folder is alone in it: what a killed process held is free, and need not run out first.
        if (services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider == "Sqlite") await services.GetRequiredService<Leases>().ForgetAllAsync(cancellationToken);
        if (mayBeDemo is { } allowed) await services.GetRequiredService<DemoInstallation>().DecideAsync(allowed, cancellationToken);
    }
}
