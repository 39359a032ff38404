using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Api;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Jobs;
using SesamTalk.Web.Operations;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Web;

/// <summary>Serving: the site, the schedules and, in a demo, the sandboxes, on a data folder of its own.</summary>
internal static partial class TalkSite
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Serves until the host is stopped. 0 then; 1 where the folder or the address is taken, with the reason on standard error.</summary>
    public static async Task<int> ServeAsync(string? askedFolder, string[] hostArguments, CancellationToken cancellationToken)
    {
        var dataFolder = TalkFolders.Data(askedFolder);
        using var folder = FolderLock.TryTake(dataFolder, toServe: true) ?? throw new FolderInUseException(dataFolder, FolderOwner.Of(dataFolder));
        for (var ended = new DemoEnd(); ;)
        {
            ended = await ServeAsync(folder, dataFolder, hostArguments, ended, cancellationToken);
            if (ended.Wish == DemoWish.Stay || cancellationToken.IsCancellationRequested) return (int)ExitCode.Done;
            SqliteConnection.ClearAllPools();
            DemoEnd.Clear(dataFolder, except: FolderLock.FileName);
        }
    }

    private static async Task<DemoEnd> ServeAsync(FolderLock folder, string dataFolder, string[] hostArguments, DemoEnd before, CancellationToken cancellationToken)
    {
        await using var app = Build(dataFolder, hostArguments);
        await app.Services.PrepareAsync(IsLoopback(app.Configuration) && app.Configuration.GetValue("Demo", true) && before.Wish != DemoWish.Remove, cancellationToken);
        await DemoEnd.TellAsync(app.Services.GetRequiredService<AuditLog>(), before.Wish, before.Who, cancellationToken);
        var isDemo = await app.Services.GetRequiredService<DemoInstallation>().IsDemoAsync(cancellationToken);
        app.Services.GetRequiredService<IOptions<ShellOptions>>().Value.Installation ??= isDemo ? InstallationKind.Demo : InstallationKind.Production;
        app.Services.GetRequiredService<OpenHouse>().IsOpen |= isDemo && IsLoopback(app.Configuration);
        var setUp = await app.Services.PrepareAccountsAsync(cancellationToken);
        await using var systems = await app.Services.GetRequiredService<DemoInstallation>().StartSystemsAsync(cancellationToken);
        if (systems is not null) await app.Services.GetRequiredService<DemoRound>().MakeAsync(app.Configuration.GetValue("DemoProof", true), cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, folder, setUp));
        app.Lifetime.ApplicationStarted.Register(() => _ = TalkCleaning.CleanAsync(app.Services, app.Logger, app.Lifetime.ApplicationStopping));
        var end = app.Services.GetRequiredService<DemoEnd>(); // running the site to its end lets its services go
        await app.RunAsync(cancellationToken);
        return end;
    }

    private static WebApplication Build(string dataFolder, string[] hostArguments)
    {
        var asksForRoot = hostArguments.Any(argument => argument.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = hostArguments, ContentRootPath = asksForRoot ? null : TalkFolders.Content });
        if (Addresses(builder.Configuration).Find(address => !CanListen(address)) is { } wrong) throw new InvalidDataException($"“{wrong}” is no address to listen at; write http://127.0.0.1:5080, say, with a port up to 65535. Nothing was started.");
        if (Addresses(builder.Configuration).Count == 0) builder.WebHost.UseUrls(DefaultAddress);
        builder.AddTalkWeb();
        var storage = builder.AddTalkCore(dataFolder);
        builder.Services.AddTalkJobs(dataFolder, storage.Provider == "Postgres" ? storage.Connection : null);
        builder.Services.AddTalkOperations();
        builder.Services.AddSingleton<DemoEnd>();
        builder.Services.AddSingleton<SandboxAddress>(services => services.GetRequiredService<DemoInstallation>().AddressOf);
        builder.Services.AddSingleton(new LoopbackToken(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));
        builder.Services.AddSingleton<LoopbackWork>(services => async (work, request, ct) => JsonSerializer.SerializeToElement(await VerbWorks.DoAsync(services, work, request, ct), JsonSerializerOptions.Web));
        if (builder.Configuration["Operations:Logs"] == "json") builder.Logging.ClearProviders().AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp) = ("O", true));
        else builder.Logging.AddSimpleConsole(line => line.SingleLine = true);
        var app = builder.Build();
        app.MapTalkWeb();
        app.MapLoopback();
        return app;
    }

    private static bool CanListen(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Port is >= 0 and <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Says where the page is, and tells verbs of other processes where to hand their work.</summary>
    private static void Announce(WebApplication app, FolderLock folder, string? setUp)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses) Serving(app.Logger, address, folder.Folder);
        if (addresses.FirstOrDefault() is not { } first) return;
        var here = new UriBuilder(first.Replace("*", "127.0.0.1").Replace("+", "127.0.0.1"));
        if (here.Host is "0.0.0.0" or "[::]") here.Host = "127.0.0.1";
        if (setUp is not null) Console.Out.WriteLine($"Nobody can sign in yet. The first admin is made here, once: {new Uri(here.Uri, setUp)}");
        folder.Announce(here.Uri, app.Services.GetRequiredService<LoopbackToken>().Value);
        _ = app.Services.GetRequiredService<DemoInstallation>().ListenAsync(system => new Uri(here.Uri, TalkUrls.Hook(system)), app.Lifetime.ApplicationStopping);
    }

    /// <summary>Whether nobody but this machine can reach the site.</summary>
    internal static bool IsLoopback(IConfiguration configuration) => Addresses(configuration)
        .All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static List<string> Addresses(IConfiguration configuration) =>
    [
        .. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
        .. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"),
    ];

    [LoggerMessage(LogLevel.Information, "SesamTalk is at {Address} (data in {Folder}; Ctrl+C stops it).")]
    private static partial void Serving(ILogger logger, string address, string folder);
}
