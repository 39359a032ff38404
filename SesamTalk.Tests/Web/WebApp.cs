using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Auth;

namespace SesamTalk.Tests.Web;

/// <summary>The whole site with a data folder of its own, gone at the end; on Kestrel where a browser needs a port. Empty unless it is asked to be the demo, and everybody in it is an admin unless it asks for a sign-in.</summary>
public sealed class WebApp(Action<IServiceCollection>? services = null, bool demo = false, bool asksSignIn = false) : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sesamtalk-web-");

    /// <summary>A site that listens on a free loopback port.</summary>
    public static WebApp OnKestrel(Action<IServiceCollection>? services = null, bool demo = false, bool asksSignIn = false)
    {
        var app = new WebApp(services, demo, asksSignIn);
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    public string DataFolder => _folder.FullName;

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", _folder.FullName).UseSetting("Logging:LogLevel:Default", "Warning").UseSetting("Demo", demo.ToString()).UseSetting("DemoProof", "false").UseSetting("Auth:HashRounds", "1");
        if (ChosenStore.Of(DataFolder) is { } postgres) builder.UseSetting("Storage:Provider", "Postgres").UseSetting("Storage:Connection", postgres).UseSetting("Auth:KeySecret", "a secret of these tests that no other installation has");
        if (!asksSignIn) builder.ConfigureTestServices(all => all.AddSingleton(new OpenHouse { IsOpen = true }));
        if (services is not null) builder.ConfigureTestServices(services);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        RuntimeHelpers.RunModuleConstructor(typeof(NativeSetup).Module.ModuleHandle); // the SQLite library is found by the engine
        SqliteConnection.ClearAllPools();
        try
        {
            _folder.Delete(true);
        }
        catch (IOException)
        {
            // A file that is still being let go is the temporary folder's to clean.
        }
    }
}
