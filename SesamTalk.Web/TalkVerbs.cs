using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Web;

/// <summary>Opens an installation for a verb: the engine without the site, with its logs on standard error.</summary>
internal static class TalkVerbs
{
    /// <summary>What the program hands the command line.</summary>
    public static VerbDoors Doors => new(TalkFolders.Data, TalkSite.ServeAsync, OpenAsync) { Tour = TalkTour.Of, Provider = () => TalkFolders.Setting("Storage:Provider") ?? "Sqlite", OpenDemo = (folder, needsSystems, cancellation) => OpenAsync(folder, needsSystems, cancellation, "--Demo=true") };

    /// <summary>Opens the installation of a folder that this process owns; in a demo, hosts the systems where a verb needs them. A new folder stays empty: serving, or --demo, makes it a demo. Closing it lets the folder go.</summary>
    public static Task<IInstallation> OpenAsync(FolderLock folder, bool needsSystems, CancellationToken cancellationToken) => OpenAsync(folder, needsSystems, cancellationToken, []);

    /// <summary>The same, with settings of the host as serve takes them (<c>--Demo=false</c>).</summary>
    public static async Task<IInstallation> OpenAsync(FolderLock folder, bool needsSystems, CancellationToken cancellationToken, params string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = TalkFolders.Content, Args = settings });
        builder.AddTalkCore(folder.Folder);
        builder.Logging.ClearProviders().AddSimpleConsole(line => line.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var host = builder.Build();
        IAsyncDisposable? systems = null;
        try
        {
            await host.Services.PrepareAsync(mayBeDemo: builder.Configuration.GetValue<bool?>("Demo"), cancellationToken);
            if (needsSystems) systems = await host.Services.GetRequiredService<DemoInstallation>().StartSystemsAsync(cancellationToken);
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new OwnInstallation(host.Services, CloseAsync);

        async ValueTask CloseAsync()
        {
            if (systems is not null) await systems.DisposeAsync();
            host.Dispose();
            folder.Dispose();
        }
    }
}
