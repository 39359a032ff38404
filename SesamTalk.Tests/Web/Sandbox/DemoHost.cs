using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SesamTalk.Web;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>The engine on a data folder, as a start of the program sets it up, without the site.</summary>
internal sealed class DemoHost(IHost host, IAsyncDisposable? systems) : IAsyncDisposable
{
    public IServiceProvider Services => host.Services;

    public bool HasSystems => systems is not null;

    public static async Task<DemoHost> StartAsync(string folder, bool? mayBeDemo, bool startsSystems = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddTalkCore(folder);
        var host = builder.Build();
        await host.Services.PrepareAsync(mayBeDemo, TestContext.Current.CancellationToken);
        return new(host, !startsSystems ? null : await host.Services.GetRequiredService<DemoInstallation>().StartSystemsAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (systems is not null) await systems.DisposeAsync();
        host.Dispose();
        SqliteConnection.ClearAllPools();
    }
}
