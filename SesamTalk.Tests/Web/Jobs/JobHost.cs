using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Jobs;

namespace SesamTalk.Tests.Web.Jobs;

/// <summary>The jobs by themselves, on a job store in a folder that may outlive the host.</summary>
internal sealed class JobHost : IAsyncDisposable
{
    private readonly IHost _host;

    private JobHost(IHost host) => _host = host;

    public RunQueue Queue => _host.Services.GetRequiredService<RunQueue>();

    public RunFeed Feed => _host.Services.GetRequiredService<RunFeed>();

    public IServiceProvider Services => _host.Services;

    public static Task<JobHost> StartAsync(string folder, FakeRuns runs, string? postgres = null) => StartAsync(folder, runs.RunAsync, postgres);

    public static async Task<JobHost> StartAsync(string folder, RunDataflow run, string? postgres = null)
    {
        postgres ??= ChosenStore.Of(folder);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSesamTalkEngine();
        builder.Services.Configure<StorageOptions>(options => (options.DataFolder, options.Provider, options.Connection) = (folder, postgres is null ? "Sqlite" : "Postgres", postgres));
        builder.Services.AddTalkJobs(folder, postgres);
        builder.Services.Replace(ServiceDescriptor.Singleton(run));
        var host = builder.Build();
        await TalkMigrations.MigrateAsync(host.Services);
        await host.StartAsync();
        return new JobHost(host);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
    }
}
